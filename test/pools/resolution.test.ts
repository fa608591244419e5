import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";

/**
 * R2, R3: resolution against an oracle of its own. Random links are asked for over HTTP; the oracle knows which of
 * them are refused, and where each workspace's runs go after every step.
 */
const used = useSandbox();

const ENVIRONMENTS = 3;
const POOLS = 4;

/** What the oracle remembers, by number; null is "none". */
interface World {
  /** The environments that may use the pool; null is all of them. */
  readonly access: (readonly number[] | null)[];
  readonly link: (number | null)[];
  readonly environmentDefault: (number | null)[];
  accountDefault: number | null;
}

type Step =
  | { readonly do: "access"; readonly pool: number; readonly to: readonly number[] | null }
  | { readonly do: "link" | "environment-default"; readonly on: number; readonly pool: number | null }
  | { readonly do: "account-default"; readonly pool: number; readonly on: boolean };

const pool = fc.nat({ max: POOLS - 1 });
const environment = fc.nat({ max: ENVIRONMENTS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("access" as const),
    pool,
    to: fc.option(fc.uniqueArray(environment, { minLength: 1 })),
  }),
  fc.record({
    do: fc.constantFrom("link" as const, "environment-default" as const),
    on: environment,
    pool: fc.option(pool, { freq: 4 }),
  }),
  fc.record({ do: fc.constant("account-default" as const), pool, on: fc.boolean() }),
);

const mayUse = ({ access }: World, pool: number, environment: number) =>
  access[pool] === null || access[pool]!.includes(environment);

/** The pool's number, or what else happens to the run. */
function expectedPlace(world: World, workspace: number): number | "refused" | "runners" {
  for (const binding of [world.link[workspace]!, world.environmentDefault[workspace]!]) {
    if (binding !== null) return mayUse(world, binding, workspace) ? binding : "refused";
  }
  const last = world.accountDefault;
  return last !== null && mayUse(world, last, workspace) ? last : "runners";
}

describe("R2, R3: where a run executes", () => {
  it("follows workspace, environment, account, in that order, and never lands where it may not", async () => {
    const { sandbox } = used;
    const [runners] = (await sandbox.list("agent-pools")).filter((p) => p.attributes["is-scalr-managed"]);
    let round = 0;

    const play = async (steps: readonly Step[]) => {
      const name = `round-${++round}`;
      const environments: string[] = [];
      const workspaces: string[] = [];
      const pools: string[] = [];
      for (let i = 0; i < ENVIRONMENTS; i++)
        environments.push((await sandbox.environment(`${name}-e${i}`)).id);
      for (const id of environments) workspaces.push((await sandbox.workspace(`${name}-w`, id)).id);
      for (let i = 0; i < POOLS; i++) pools.push((await sandbox.pool(`${name}-p${i}`)).id);
      const world: World = {
        access: pools.map(() => null),
        link: workspaces.map(() => null),
        environmentDefault: environments.map(() => null),
        accountDefault: null,
      };

      /** Asks for the step; what the oracle does not allow has to be refused. */
      const take = async (step: Step) => {
        if (step.do === "access") {
          const attributes = step.to === null ? { "is-shared": true } : {};
          const links: Record<string, string[]> =
            step.to === null ? {} : { environments: step.to.map((i) => environments[i]!) };
          await sandbox.update("agent-pools", pools[step.pool]!, attributes, links);
          world.access[step.pool] = step.to;
        } else if (step.do === "account-default") {
          await sandbox.update("agent-pools", pools[step.pool]!, { default: step.on });
          if (step.on) world.accountDefault = step.pool;
          else if (world.accountDefault === step.pool) world.accountDefault = null;
        } else {
          const isLink = step.do === "link";
          const [type, id] = isLink ? ["workspaces", workspaces] : ["environments", environments];
          const relationship = isLink ? "agent-pool" : "default-workspace-agent-pool";
          const target = step.pool === null ? null : pools[step.pool]!;
          const reply = await sandbox.tryUpdate(type as string, id[step.on]!, {}, { [relationship]: target });
          const allowed = step.pool === null || mayUse(world, step.pool, step.on);
          expect(reply.status, JSON.stringify({ step, world })).toBe(allowed ? 200 : 422);
          if (allowed) (isLink ? world.link : world.environmentDefault)[step.on] = step.pool;
        }
      };

      for (const each of steps) {
        await take(each);
        for (const [index, id] of workspaces.entries()) {
          const place = expectedPlace(world, index);
          const { pool, error, candidates } = await sandbox.explain(id);
          const context = JSON.stringify({ each, world, index, candidates });
          if (place === "refused")
            expect({ pool, error }, context).toEqual({ pool: null, error: expect.any(String) });
          else expect(pool?.id, context).toBe(place === "runners" ? runners!.id : pools[place]);
        }
      }
      if (world.accountDefault !== null)
        await sandbox.update("agent-pools", pools[world.accountDefault]!, { default: false });
    };

    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), play), { numRuns: 30 });
  });
});
