import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { hashOf } from "../../simulator/access/tokens.js";
import { INDEXES } from "../../simulator/core/schema.js";
import { openStore } from "../../simulator/platform/store/index.js";
import { temporaryFolder } from "../support/process.js";
import { startSandbox } from "../support/sandbox.js";

const SECRET = "the-admin-token-of-version-1";

/** What version 1 wrote: no roles, no access policies, users without a status. */
const VERSION_1 = [
  {
    type: "accounts",
    id: "acc-old",
    name: "old",
    createdAt: 1,
    allowedIps: [],
    maxConcurrentRuns: 5,
    defaultAgentPool: null,
  },
  {
    type: "users",
    id: "user-old",
    email: "admin@sandbox.invalid",
    username: "admin",
    fullName: "Admin",
    createdAt: 1,
  },
  {
    type: "access-tokens",
    id: "at-old",
    name: "admin-token",
    description: null,
    createdAt: 1,
    expiresAt: null,
    lastUsedAt: null,
    createdBy: "user-old",
    hash: hashOf(SECRET),
    kind: "user",
    owner: "user-old",
    issuedBy: null,
  },
  {
    type: "environments",
    id: "env-old",
    name: "dev",
    account: "acc-old",
    createdAt: 1,
    updatedAt: null,
    createdBy: "user-old",
    updatedBy: null,
    status: "Active",
    remoteBackend: true,
    remoteBackendOverridable: true,
    maskSensitiveOutput: true,
    isFederatedToAccount: false,
    locked: false,
    lockReason: null,
    lockedBy: null,
    defaultWorkspaceAgentPool: null,
    federatedEnvironments: [],
    tags: [],
  },
];

it("data of version 1 continues: its administrator may do everything, its objects are whole", async () => {
  const dataDir = temporaryFolder();
  const schema = Object.fromEntries(Object.keys(INDEXES).map((type) => [type, {}]));
  const old = await openStore({ dir: dataDir, schema: schema as never, version: 1 });
  old.transact((tx) => {
    for (const entity of VERSION_1) tx.insert(entity as never);
  });
  await old.close();
  writeFileSync(join(dataDir, "admin-token"), SECRET, { mode: 0o600 });

  for (let start = 1; start <= 2; start++) {
    const sandbox = await startSandbox({ dataDir });
    expect((await sandbox.as(SECRET).get("accounts")).status).toBe(401);
    const [policy, ...others] = await sandbox.list("access-policies");
    expect(others).toEqual([]);
    expect(policy!.attributes["is-system"]).toBe(true);
    expect(policy!.relationships.user!.data.id).toBe("user-old");
    expect((await sandbox.read("users", "user-old")).attributes.status).toBe("Active");
    expect(await sandbox.list("account-users")).toHaveLength(1);
    expect(await sandbox.list("roles")).toHaveLength(3);
    const environment = await sandbox.update("environments", "env-old", { name: `dev-${start}` });
    expect(environment.attributes.name).toBe(`dev-${start}`);
    await sandbox.workspace(`api-${start}`, "env-old");
    await sandbox.close();
  }
});
