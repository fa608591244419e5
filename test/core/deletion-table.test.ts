import { beforeAll, describe, expect, it } from "vitest";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { createRegistry } from "../../simulator/core/compile.js";
import { DELETIONS, deleteEntity } from "../../simulator/core/deletion.js";
import type { Entities, EntityType } from "../../simulator/core/entities.js";
import { ApiError } from "../../simulator/core/errors.js";
import { INDEXES } from "../../simulator/core/schema.js";
import { createOperation } from "../../simulator/core/service.js";
import { openStore } from "../../simulator/platform/store/index.js";
import { call, REGISTRATION } from "../dispatch/protocol-agent.js";
import { random } from "../support/random.mjs";
import { type Sandbox, useSandbox } from "../support/sandbox.js";

type AnyEntity = Entities[EntityType];

const used = useSandbox();
let sandbox: Sandbox;
/** Everything that the sandbox keeps once the world is made. */
let world: readonly AnyEntity[];

const TYPES = Object.keys(INDEXES) as EntityType[];

beforeAll(async () => {
  sandbox = used.sandbox;
  await makeWorld();
  world = TYPES.flatMap((type) => [...sandbox.simulator.store.all(type)]);
});

/** Links whose target never goes before them, and who did something, which outlives the user. */
const KEPT = [
  "configuration-versions: vcs-revision (vcs-revisions)",
  "policy-check-results: environment (environments)",
  "policy-check-results: policy-check (policy-checks)",
  "policy-check-results: workspace (workspaces)",
  "runs: apply (applies)",
  "runs: configuration-version (configuration-versions)",
  "runs: plan (plans)",
  "webhook-integration-deliveries: triggered-by (users)",
];

/** A world in which much is linked to much. */
async function makeWorld(): Promise<void> {
  const pool = await sandbox.pool("pool");
  const token = await sandbox.poolToken(pool.id);
  expect((await call(sandbox.simulator.url, "POST", "register", token, REGISTRATION)).status).toBe(201);
  const tag = await sandbox.create("tags", { name: "tag" });
  const vcs = await sandbox.create("vcs-providers", {
    name: "vcs",
    "vcs-type": "github",
    "auth-type": "personal_token",
    token: "t",
  });
  const hook = await sandbox.create(
    "hooks",
    { name: "hook", interpreter: "bash", "scriptfile-path": "a.sh", "vcs-repo": { identifier: "a/b" } },
    { "vcs-provider": vcs.id },
  );
  const configuration = await sandbox.create("provider-configurations", {
    name: "aws",
    "provider-name": "aws",
    "is-shared": true,
  });
  for (const name of ["first", "second"]) {
    const environment = await sandbox.create("environments", { name }, { tags: [tag.id] });
    await sandbox.create(
      "hook-environment-links",
      { events: ["pre-plan"] },
      { hook: hook.id, environment: environment.id },
    );
    await sandbox.create(
      "modules",
      { name, "vcs-repo": { identifier: "a/terraform-aws-vpc", path: "", "tag-prefix": "" } },
      { "vcs-provider": vcs.id, environment: environment.id },
    );
    const workspaces = [];
    for (const each of ["a", "b"]) {
      const workspace = await sandbox.workspace(`${name}-${each}`, environment.id, {}, pool.id);
      workspaces.push(workspace.id);
      const at = { environment: environment.id, workspace: workspace.id };
      await sandbox.create("vars", { key: "key", value: "v", category: "terraform" }, at);
      await sandbox.run(workspace.id, await sandbox.upload(workspace.id, { "main.tf": "" }));
    }
    const [upstream, downstream] = workspaces as [string, string];
    await sandbox.create("run-triggers", {}, { upstream, downstream });
    await sandbox.create(
      `workspaces/${upstream}/provider-configuration-links`,
      {},
      { "provider-configuration": configuration.id },
    );
    const roles = ["role-user"];
    const user = (await sandbox.create("users", { email: `${name}@sandbox.test` })).id;
    await sandbox.create("access-policies", {}, { user, environment: environment.id, roles });
    await sandbox.create("teams", { name }, { users: [user] });
  }
}

/** A copy of the world, in which one object is deleted while the types are listed in a given order. */
async function deleted(resources: typeof RESOURCES, entity: AnyEntity) {
  const store = await openStore<Entities>({ dir: null, schema: INDEXES });
  store.transact((tx) => {
    for (const each of world) tx.insert(each as never);
  });
  const registry = createRegistry(resources);
  const services = {
    accountId: sandbox.accountId,
    dispatch: { resolve: () => ({ error: "There is no other pool." }) },
  } as never;
  const caller = { user: null, unrestricted: true, can: () => true, holds: () => true, within: () => true };
  let refusal: string | null = null;
  try {
    store.transact((tx) => {
      const context = { now: 1, caller, services, params: new URLSearchParams() };
      deleteEntity(registry, createOperation(registry, tx, context), entity);
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refusal = error.message;
  }
  const left = TYPES.flatMap((type) => [...store.all(type)]);
  await store.close();
  return { refusal, left: left.map((each) => JSON.stringify(each)).sort() };
}

describe("the table of deletions", () => {
  it("does the same whatever the order in which types are listed", async () => {
    const seen = { refused: 0, done: 0 };
    const roll = random(1);
    for (const entity of world.filter(({ type }) => RESOURCES.some((resource) => resource.type === type))) {
      const expected = await deleted(RESOURCES, entity);
      seen[expected.refusal === null ? "done" : "refused"]++;
      for (let i = 0; i < 3; i++) {
        const shuffled = [...RESOURCES].map((each) => [roll(), each] as const);
        const resources = shuffled.sort(([a], [b]) => a - b).map(([, each]) => each);
        expect(await deleted(resources, entity), `${entity.type} ${entity.id}`).toEqual(expected);
      }
      if (expected.refusal !== null) expect(expected.left).toHaveLength(world.length);
    }
    expect(seen.refused).toBeGreaterThan(5);
    expect(seen.done).toBeGreaterThan(10);
  });

  it("leaves no link to what is gone", async () => {
    for (const type of ["environments", "workspaces", "users", "tags", "teams"] as const)
      for (const entity of world.filter((each) => each.type === type)) {
        const { refusal, left } = await deleted(RESOURCES, entity);
        if (refusal !== null) continue;
        const mentions = left
          .filter((text) => text.includes(`"${entity.id}"`))
          .map((text) => JSON.parse(text));
        const history = mentions.filter(
          (each) =>
            each.createdBy === entity.id || each.updatedBy === entity.id || each.lockedBy === entity.id,
        );
        expect(mentions, entity.type).toEqual(history);
      }
  });

  it("finds who is linked by an index that there is", () => {
    for (const { type, by, of } of DELETIONS) {
      expect(INDEXES[type], `${of}: ${type}`).toHaveProperty(by);
      expect(INDEXES).toHaveProperty(of);
    }
  });

  it("knows every relationship that is stored, but those with what is never deleted", () => {
    const registry = createRegistry(RESOURCES);
    const deletable = new Set<EntityType>(
      DELETIONS.flatMap(({ effect, type }) => (effect === "goes" ? [type] : [])),
    );
    for (const { type, resource } of registry.all) if (resource.operations.delete) deletable.add(type);
    const missing = registry.all.flatMap(({ type, links }) =>
      [...links.values()]
        .filter(({ field, target }) => field !== null && target !== null && deletable.has(target))
        .filter(({ target }) => !DELETIONS.some((row) => row.of === target && row.type === type))
        .map(({ name, target }) => `${type}: ${name} (${target})`),
    );
    expect(missing.sort()).toEqual(KEPT);
  });
});
