import fc from "fast-check";
import { expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../support/sandbox.js";

/**
 * What is predicted is what happens: over random worlds and every kind of change, the moves that `what-if` tells are those that
 * resolution shows after the change was really made, and what it calls refused the API refuses.
 */

const none = fc.constant(null);
const nth = fc.nat(3);
const someone = fc.option(nth);

const world = fc.record({
  pools: fc.array(fc.record({ access: fc.option(fc.uniqueArray(nth, { minLength: 1, maxLength: 3 })) }), {
    minLength: 4,
    maxLength: 4,
  }),
  environments: fc.array(someone, { minLength: 4, maxLength: 4 }),
  workspaces: fc.array(fc.record({ environment: nth, pool: someone }), { minLength: 6, maxLength: 6 }),
  accountDefault: someone,
});

const change = fc.oneof(
  fc.record({ kind: fc.constant("account default"), pool: nth, on: fc.boolean() }),
  fc.record({ kind: fc.constant("environment default"), environment: nth, pool: fc.oneof(nth, none) }),
  fc.record({ kind: fc.constant("link"), workspace: fc.nat(5), pool: fc.oneof(nth, none) }),
  fc.record({ kind: fc.constant("access"), pool: nth, environments: fc.uniqueArray(nth, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant("sharing"), pool: nth, on: fc.boolean() }),
  fc.record({ kind: fc.constant("deletion of a pool"), pool: nth }),
  fc.record({ kind: fc.constant("deletion of an environment"), environment: nth }),
);

type Given = typeof change extends fc.Arbitrary<infer C> ? C : never;

interface Ids {
  readonly pools: string[];
  readonly environments: string[];
  readonly workspaces: string[];
}

const link = (type: string, id: string | null) => ({ data: id === null ? null : { type, id } });

/** The change as the API takes it. */
function operationOf(given: Given, { pools, environments, workspaces }: Ids) {
  const at = given as unknown as {
    pool: number;
    environment: number;
    workspace: number;
    on: boolean;
    environments: number[];
  };
  const pool = at.pool === null ? null : pools[at.pool]!;
  const ofPool = (rest: object) => ({ op: "update", data: { type: "agent-pools", id: pool, ...rest } });
  switch (given.kind) {
    case "account default":
      return ofPool({ attributes: { default: at.on } });
    case "sharing":
      return ofPool({ attributes: { "is-shared": at.on } });
    case "access": {
      const data = at.environments.map((n) => ({ type: "environments", id: environments[n]! }));
      return ofPool({ relationships: { environments: { data } } });
    }
    case "environment default": {
      const relationships = { "default-workspace-agent-pool": link("agent-pools", pool) };
      return {
        op: "update",
        data: { type: "environments", id: environments[at.environment]!, relationships },
      };
    }
    case "link": {
      const relationships = { "agent-pool": link("agent-pools", pool) };
      return { op: "update", data: { type: "workspaces", id: workspaces[at.workspace]!, relationships } };
    }
    case "deletion of a pool":
      return { op: "remove", ref: { type: "agent-pools", id: pool! } };
    default:
      return { op: "remove", ref: { type: "environments", id: environments[at.environment]! } };
  }
}

async function make(
  sandbox: Sandbox,
  given: typeof world extends fc.Arbitrary<infer W> ? W : never,
): Promise<Ids> {
  const ids: Ids = { pools: [], environments: [], workspaces: [] };
  for (let n = 0; n < given.environments.length; n++)
    ids.environments.push((await sandbox.environment(`e${n}`)).id);
  for (const [n] of given.pools.entries()) ids.pools.push((await sandbox.pool(`p${n}`)).id);
  for (const [n, { environment }] of given.workspaces.entries())
    ids.workspaces.push((await sandbox.workspace(`w${n}`, ids.environments[environment]!)).id);
  const tried = [
    ...given.environments.map((pool, environment) => ({
      kind: "environment default" as const,
      environment,
      pool,
    })),
    ...given.workspaces.map(({ pool }, workspace) => ({ kind: "link" as const, workspace, pool })),
    ...(given.accountDefault === null
      ? []
      : [{ kind: "account default" as const, pool: given.accountDefault, on: true }]),
    // Last, so that links stand that are no longer allowed.
    ...given.pools.flatMap(({ access }, pool) =>
      access === null ? [] : [{ kind: "access" as const, pool, environments: access }],
    ),
  ];
  for (const each of tried) await really(sandbox, operationOf(each as Given, ids));
  return ids;
}

/** Makes a change. Returns the refusal, or null. */
async function really(sandbox: Sandbox, operation: ReturnType<typeof operationOf>): Promise<string | null> {
  const { type, id } = ("data" in operation ? operation.data : operation.ref) as { type: string; id: string };
  const body = "data" in operation ? { data: operation.data } : undefined;
  const reply = await sandbox.send(body ? "PATCH" : "DELETE", `${type}/${id}`, body);
  if (reply.status < 300) return null;
  return reply.body.errors
    .map((error: { title: string; detail?: string }) => error.detail ?? error.title)
    .join(" ");
}

const placesOf = async (sandbox: Sandbox): Promise<Map<string, string | null>> => {
  const { workspaces } = await sandbox.sandbox("GET", "resolutions");
  return new Map(
    workspaces.map(({ id, pool }: { id: string; pool: { id: string } | null }) => [id, pool?.id ?? null]),
  );
};

it("what-if tells what resolution says after the change, for every kind of change", async () => {
  const kinds = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(world, fc.array(change, { minLength: 1, maxLength: 3 }), async (described, given) => {
      const sandbox = await startSandbox();
      try {
        const ids = await make(sandbox, described);
        const operations = given.map((each) => operationOf(each, ids));
        const before = await placesOf(sandbox);
        const seq = sandbox.simulator.store.seq;
        const told = await sandbox.sandbox("POST", "what-if", { changes: operations });
        // Nothing was made.
        expect(sandbox.simulator.store.seq).toBe(seq);
        expect(await placesOf(sandbox)).toEqual(before);

        const refused: number[] = [];
        for (const [at, operation] of operations.entries())
          if ((await really(sandbox, operation)) !== null) refused.push(at);
        const after = await placesOf(sandbox);
        expect(told.refused.map(({ change }: { change: number }) => change)).toEqual(refused);
        const moved = [...before].filter(([id, pool]) => after.has(id) && after.get(id) !== pool);
        const predicted = told.moves.map((move: never) => {
          const { workspace, from, to } = move as {
            workspace: { id: string };
            from: { pool: { id: string } | null };
            to: { pool: { id: string } | null };
          };
          expect(from.pool?.id ?? null).toBe(before.get(workspace.id));
          expect(to.pool?.id ?? null).toBe(after.get(workspace.id));
          return workspace.id;
        });
        expect(predicted.sort()).toEqual(moved.map(([id]) => id).sort());
        const gone = [...before.keys()].filter((id) => !after.has(id));
        expect(told.deleted.map(({ id }: { id: string }) => id).sort()).toEqual(gone.sort());
        for (const { kind } of given)
          if (moved.length + gone.length > 0) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      } finally {
        await sandbox.close();
      }
    }),
    { numRuns: 120 },
  );
  // Every kind has moved something: the property was not true of nothing.
  expect([...kinds.keys()].sort()).toEqual([
    "access",
    "account default",
    "deletion of a pool",
    "deletion of an environment",
    "environment default",
    "link",
    "sharing",
  ]);
});

it.each([
  [{}, "'changes' must be a list"],
  [{ changes: [] }, "'changes' must be a list"],
  [{ changes: [{ op: "add" }] }, "A change is"],
  [{ changes: [{ op: "remove", ref: { type: "users", id: "user-1" } }] }, "A change names a 'type'"],
  [{ changes: [{ op: "update", data: { type: "workspaces" } }] }, "A change names a 'type'"],
])("what-if refuses %j", async (body, message) => {
  const sandbox = await startSandbox();
  try {
    const reply = await sandbox.send("POST", "/api/sandbox/v1/what-if", body);
    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body)).toContain(message);
  } finally {
    await sandbox.close();
  }
});
