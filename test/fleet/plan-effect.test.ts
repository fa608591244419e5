import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cli, type Ran, typed } from "../cli/support.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

const PROVIDER = `terraform {
  required_providers {
    scalr = { source = "registry.scalr.io/scalr/scalr" }
  }
}
`;

/** The account before any of the plans. */
const BASE = `${PROVIDER}
resource "scalr_environment" "env" {
  for_each = toset(["dev", "production"])
  name     = each.key
}
resource "scalr_agent_pool" "shared" {
  name = "shared"
}
resource "scalr_agent_pool" "own" {
  name         = "own"
  environments = [scalr_environment.env["dev"].id]
}
resource "scalr_workspace" "ws" {
  for_each       = toset(["api", "web"])
  name           = each.key
  environment_id = scalr_environment.env["dev"].id
}
resource "scalr_workspace" "live" {
  name           = "live"
  environment_id = scalr_environment.env["production"].id
}
`;

const inWorkspaces = (line: string) =>
  BASE.replace(
    'environment_id = scalr_environment.env["dev"].id\n}\nresource "scalr_workspace" "live"',
    `environment_id = scalr_environment.env["dev"].id\n  ${line}\n}\nresource "scalr_workspace" "live"`,
  );

/** Pools that stay when nothing uses them any more: an apply may delete one before it unlinks it (R18). */
const STAYING = `module "pools" {
  source   = "./pools"
  for_each = toset(["a"])
  name     = "in-module"
}
resource "scalr_agent_pool" "fresh" {
  name         = "fresh"
  environments = [scalr_environment.env["dev"].id]
}
`;

const EITHER = `resource "scalr_agent_pool" "either" {
  for_each = toset(["first", "second"])
  name     = "either-\${each.key}"
}
`;

/** Configurations that follow one another, and whose runs each one moves. */
const steps: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "a default of the account",
    `${BASE}resource "scalr_account_agent_pool_default" "default" {
  agent_pool_id = scalr_agent_pool.shared.id
}`,
    [
      "dev/api: scalr-runners > shared",
      "dev/web: scalr-runners > shared",
      "production/live: scalr-runners > shared",
    ],
  ],
  [
    "no default, and links to a pool that is new",
    `${inWorkspaces('agent_pool_id = each.key == "api" ? scalr_agent_pool.fresh.id : null')}
resource "scalr_agent_pool" "fresh" {
  name         = "fresh"
  environments = [for each in [scalr_environment.env["dev"]] : each.id]
}`,
    ["dev/api: shared > fresh", "dev/web: shared > scalr-runners", "production/live: shared > scalr-runners"],
  ],
  [
    "a pool in a module as the default of an environment",
    `${BASE.replace("name     = each.key", 'name     = each.key\n  default_workspace_agent_pool_id = module.pools["a"].id')}
${STAYING}`,
    [
      "dev/api: fresh > in-module",
      "dev/web: scalr-runners > in-module",
      "production/live: scalr-runners > in-module",
    ],
  ],
  [
    "ids that pass through locals, loops, conditions and functions",
    `${BASE}${STAYING}${EITHER}locals {
  pools = { api = scalr_agent_pool.either["second"].id, web = scalr_agent_pool.either["first"].id }
  other = { first = "second", second = "first" }
  only  = [for pool in values(scalr_agent_pool.either) : pool.id if endswith(pool.name, "second")]
}
resource "scalr_workspace_agent_pool" "each" {
  for_each      = scalr_workspace.ws
  workspace_id  = each.value.id
  agent_pool_id = local.pools[each.key]
}
resource "scalr_workspace_agent_pool" "live" {
  workspace_id  = scalr_workspace.live.id
  agent_pool_id = one(local.only)
}
resource "scalr_workspace" "more" {
  for_each       = scalr_agent_pool.either
  name           = "more-\${each.key}"
  environment_id = scalr_environment.env["dev"].id
  # The pool of the other key, which no reference in the configuration tells.
  agent_pool_id  = scalr_agent_pool.either[local.other[each.key]].id
}`,
    [
      "dev/api: in-module > either-second",
      "dev/web: in-module > either-first",
      "production/live: in-module > either-second",
    ],
  ],
  [
    "links and accesses as resources of their own",
    `${BASE}${STAYING}${EITHER}resource "scalr_agent_pool" "apart" {
  count = 2
  name  = "apart-\${count.index}"
}
resource "scalr_agent_pool_environment_access" "access" {
  count          = 2
  agent_pool_id  = scalr_agent_pool.apart[count.index].id
  environment_id = scalr_environment.env["production"].id
}
resource "scalr_workspace_agent_pool" "live" {
  workspace_id  = scalr_workspace.live.id
  agent_pool_id = scalr_agent_pool.apart[0].id
}
resource "scalr_environment_agent_pool_default" "dev" {
  environment_id = scalr_environment.env["dev"].id
  agent_pool_id  = scalr_agent_pool.own.id
}`,
    [
      "dev/api: either-second > own",
      "dev/web: either-first > own",
      "production/live: either-second > apart-0",
    ],
  ],
  [
    "a workspace that is new and one that is gone, and access that is taken from a link",
    `${BASE.replace('["api", "web"]', '["api", "new"]')}${STAYING}${EITHER}resource "scalr_agent_pool" "apart" {
  count = 2
  name  = "apart-\${count.index}"
  environments = count.index == 0 ? [scalr_environment.env["dev"].id] : ["*"]
}
resource "scalr_workspace_agent_pool" "live" {
  workspace_id  = scalr_workspace.live.id
  agent_pool_id = scalr_agent_pool.apart[0].id
}`,
    ["dev/api: own > scalr-runners", "production/live: apart-0 > none"],
  ],
];

interface Place {
  readonly pool: { readonly name: string } | null;
}

describe("the effect of a plan", () => {
  const atEnd = afterSuite();
  const given = useSandbox();
  let folder: string;
  const run = (...args: string[]) =>
    typed(args, {
      cwd: folder,
      env: { SCALR_HOSTNAME: given.sandbox.url, SCALR_TOKEN: given.sandbox.token },
    });
  const write = (text: string) => writeFileSync(join(folder, "main.tf"), text);
  const placed = async () =>
    new Map(
      (await given.sandbox.sandbox("GET", "resolutions")).workspaces.map(
        ({ name, environment, pool }: Place & { name: string; environment: { name: string } }) => [
          `${environment.name}/${name}`,
          pool?.name ?? "none",
        ],
      ),
    ) as Map<string, string>;
  const effectIn = ({ stdout }: Ran) =>
    stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line))
      .find(({ type }) => type === "effect");

  beforeAll(async () => {
    folder = temporaryFolder("plan-effect-", atEnd);
    mkdirSync(join(folder, "pools"));
    writeFileSync(
      join(folder, "pools", "main.tf"),
      `${PROVIDER}
variable "name" {}
resource "scalr_agent_pool" "pool" {
  name = var.name
}
output "id" {
  value = scalr_agent_pool.pool.id
}
`,
    );
    write(BASE);
    const made = await run("apply", "--auto-approve");
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toContain("Runs of 3 workspaces that are new:");
    expect(made.stdout).toContain("dev/api: scalr-runners (Scalr runners)");
  });

  it.each(steps)("is told before it happens: %s", async (_what, text, moves) => {
    write(text);
    const before = await placed();
    const planned = await run("plan", "--json");
    expect(planned.code, planned.stderr + planned.stdout).toBe(0);
    expect(await placed()).toEqual(before);
    const effect = effectIn(planned);
    expect(effect).toMatchObject({ unsure: [], problem: null, refused: [] });
    const told = effect.moves.map(
      ({
        workspace,
        from,
        to,
      }: {
        workspace: { name: string; environment: { name: string } };
        from: Place;
        to: Place;
      }) =>
        `${workspace.environment.name}/${workspace.name}: ${from.pool?.name ?? "none"} > ${to.pool?.name ?? "none"}`,
    );
    expect(told.sort()).toEqual([...moves].sort());

    const applied = await run("apply", "--auto-approve");
    expect(applied.code, applied.stderr + applied.stdout).toBe(0);
    expect(applied.stdout).toContain(`Runs of ${moves.length} workspaces will move:`);
    const after = await placed();
    const really = [...before].flatMap(([label, pool]) =>
      after.has(label) && after.get(label) !== pool ? [`${label}: ${pool} > ${after.get(label)}`] : [],
    );
    expect(really.sort()).toEqual([...moves].sort());
    const names = (list: { workspace: { name: string } }[]) =>
      list.map(({ workspace }) => workspace.name).sort();
    expect(names(effect.created)).toEqual(
      [...after.keys()]
        .filter((label) => !before.has(label))
        .map((l) => l.split("/")[1])
        .sort(),
    );
    expect(effect.deleted.map(({ name }: { name: string }) => name)).toEqual(
      [...before.keys()].filter((label) => !after.has(label)).map((l) => l.split("/")[1]),
    );
  });

  it("is not told of a plan that changes neither links nor access", async () => {
    const same = await run("plan");
    expect(same.stdout).toContain("No changes");
    expect(same.stdout).not.toContain("will move");
    write(BASE.replace('name           = "live"', 'name           = "live"\n  auto_apply = true'));
    expect((await run("plan", "--moves=false")).stdout).not.toContain("move");
  });

  it("guards production: plan and apply fail with 9, and nothing is applied", async () => {
    write(BASE);
    const saved = await run("plan", "--out", "tonight.tfplan", "--fail-if-moves", "dev/*");
    expect(saved.code, saved.stderr + saved.stdout).toBe(0);
    const refused = await run("plan", "--fail-if-moves", "dev/*", "--fail-if-moves", "production/*");
    expect(refused.code).toBe(9);
    expect(refused.stdout).toContain("production/live: no pool to scalr-runners (Scalr runners)");
    expect(refused.stderr).toContain(
      "Runs of production/live would move, which --fail-if-moves dev/* --fail-if-moves production/* forbids",
    );
    const before = await placed();
    const apply = await run("apply", "--auto-approve", "--fail-if-moves", "production/l*", "--json");
    expect(apply.code).toBe(9);
    expect(await placed()).toEqual(before);
    // A saved plan tells its effect too, and may be guarded.
    expect((await run("apply", "tonight.tfplan", "--fail-if-moves", "*/live")).code).toBe(9);
    expect(await placed()).toEqual(before);
    const done = await run("apply", "tonight.tfplan", "--fail-if-moves", "dev/*");
    expect(done.code, done.stderr + done.stdout).toBe(0);
    expect(done.stdout).toContain("Runs of 1 workspace will move:");
    expect((await placed()).get("production/live")).toBe("scalr-runners");
  });

  it.each([
    [["plan", "--fail-if-moves", "production"], "write it as environment/workspace"],
    [
      ["apply", "--fail-if-moves", "a/b", "--moves=false"],
      "--fail-if-moves needs the moves, which --moves=false leaves out",
    ],
    [
      ["apply", "--fail-if-moves", "a/b", "--engine", "tofu"],
      "Guard the plan instead: scalr-sandbox plan --engine tofu --fail-if-moves a/b",
    ],
  ])("refuses %j", async (args, message) => {
    expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });

  it("says what only the apply can tell, and a guard does not pass by it", async () => {
    write(`${BASE}
resource "scalr_environment" "other" {
  name                            = "other"
  default_workspace_agent_pool_id = scalr_agent_pool.shared.id
}
data "scalr_environment" "later" {
  id = scalr_environment.other.id
}
resource "scalr_workspace_agent_pool" "live" {
  workspace_id  = scalr_workspace.live.id
  agent_pool_id = data.scalr_environment.later.default_workspace_agent_pool_id
}`);
    const ran = await run("plan", "--fail-if-moves", "production/*");
    expect(ran.code).toBe(9);
    expect(ran.stdout).toContain(
      "Known after the apply only: what scalr_workspace_agent_pool.live.agent_pool_id does.",
    );
    expect(ran.stderr).toContain("It is unknown whether runs would move");
  });

  it("refuses nothing where environments are destroyed with their workspaces", async () => {
    write(BASE);
    await run("apply", "--auto-approve");
    write(PROVIDER);
    const ran = await run("plan");
    expect(ran.stdout).toContain("Plan: 0 to add, 0 to change, 7 to destroy.");
    expect(ran.stdout).not.toContain("Will be refused");
  });

  it("names what the host will refuse", async () => {
    write(BASE);
    await run("apply", "--auto-approve");
    const { sandbox } = given;
    const pools = await sandbox.sandbox("GET", "status");
    const own = pools.pools.find(({ name }: { name: string }) => name === "own");
    const [dev] = (await sandbox.sandbox("GET", "resolutions")).workspaces;
    // Somebody else links a workspace of another stack to it.
    const other = await sandbox.workspace("other", dev.environment.id, {}, own.id);
    write(BASE.replace(/resource "scalr_agent_pool" "own" \{[^}]*\}\n/, ""));
    const ran = await run("plan");
    expect(ran.stdout).toContain("Will be refused: scalr_agent_pool.own. Agent pool 'own'");
    expect(ran.stdout).toContain(`workspace 'other' (${other.id})`);
  });
});

describeWithTofu("the effect of a plan of tofu", () => {
  const given = useSandbox();

  it("is told, and guarded, from the plan that it saved", { timeout: 120_000 }, async () => {
    const cwd = temporaryFolder("plan-effect-tofu-");
    const env = { SCALR_HOSTNAME: given.sandbox.url, SCALR_TOKEN: given.sandbox.token, HOME: cwd };
    writeFileSync(join(cwd, "main.tf"), BASE);
    const made = await cli(["apply", "--auto-approve"], { cwd, env });
    expect(made.code, made.stderr).toBe(0);
    // What tofu's JSON says of a plan leaves locals out.
    const moved = inWorkspaces('agent_pool_id = each.key == "api" ? local.pools[0] : null');
    writeFileSync(
      join(cwd, "main.tf"),
      `${moved}locals {
  pools = [for pool in scalr_agent_pool.fresh : pool.id if pool.name != "fresh-spare"]
}
resource "scalr_agent_pool" "fresh" {
  for_each = toset(["api", "spare"])
  name     = "fresh-\${each.key}"
}`,
    );
    const plan = ["plan", "--engine", tofu!, "--fail-if-moves"];
    const passed = await cli([...plan, "production/*"], { cwd, env });
    expect(passed.code, passed.stderr + passed.stdout).toBe(0);
    expect(passed.stdout).toContain("dev/api: scalr-runners to fresh-api (linked to the workspace)");
    const refused = await cli([...plan, "dev/*"], { cwd, env });
    expect(refused).toMatchObject({ code: 9, stderr: expect.stringContaining("Runs of dev/api would move") });
  });
});
