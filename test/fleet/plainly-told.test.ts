import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changesIn } from "../../cli/fleet/effect/changes.js";
import { plainlyTold } from "../../cli/fleet/effect/plainly-told.js";
import type { PlanJson } from "../../cli/fleet/effect/plan-json.js";
import { StandIns, withStandIns } from "../../cli/fleet/effect/stand-ins.js";
import type { OpenName, TellNames } from "../../cli/fleet/effect/told-names.js";
import { type Plan, plan, planJson } from "../../engine/index.js";
import type { ProviderFactories } from "../../engine/provider.js";
import { ScalrClient } from "../../provider/client/index.js";
import { createScalrProvider } from "../../provider/resources/index.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";

const HEADER = `terraform {
  required_providers {
    scalr = { source = "registry.scalr.io/scalr/scalr" }
  }
}
`;

const PLAIN = `${HEADER}
resource "scalr_environment" "dev" {
  name = "dev"
}
resource "scalr_environment" "each" {
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "scalr_agent_pool" "counted" {
  count        = 2
  name         = "counted-\${count.index}"
  environments = [scalr_environment.each["b"].id, scalr_environment.dev.id]
}
resource "scalr_workspace" "ws" {
  for_each       = toset(["x", "y"])
  name           = each.key
  environment_id = scalr_environment.dev.id
  agent_pool_id  = scalr_agent_pool.counted[1].id
}
resource "scalr_workspace_agent_pool" "link" {
  workspace_id  = scalr_workspace.ws["x"].id
  agent_pool_id = scalr_agent_pool.counted[0].id
}
module "inner" {
  source   = "./inner"
  for_each = toset(["one"])
}
`;

const INNER = `${HEADER}
resource "scalr_environment" "dev" {
  name = "inner"
}
resource "scalr_workspace" "ws" {
  name           = "inner"
  environment_id = scalr_environment.dev.id
}
`;

/** Expressions that are more than a reference: only a plan with stand-ins tells what they lead to. */
const OTHERWISE = [
  ["in a condition", 'scalr_environment.dev.name == "dev" ? scalr_environment.dev.id : null'],
  ["in a function", "one([scalr_environment.dev.id])"],
  ["through a local value", "local.environment"],
  ["with a key that has another type", 'scalr_environment.counted["0"].id'],
  ["in a text", '"$' + '{scalr_environment.dev.id}"'],
] as const;

describe("names that only the apply resolves", () => {
  const atEnd = afterSuite();
  const given = useSandbox();

  const made = async (text: string, providers = factories()): Promise<Plan> => {
    const dir = temporaryFolder("plain-names-", atEnd);
    mkdirSync(join(dir, "inner"));
    writeFileSync(join(dir, "main.tf"), text);
    writeFileSync(join(dir, "inner", "main.tf"), INNER);
    const { plan: done, diagnostics } = await plan({ dir, providers, state: null, env: {} });
    expect(diagnostics).toEqual([]);
    return done!;
  };
  const factories = (): ProviderFactories => ({
    "registry.scalr.io/scalr/scalr": () =>
      createScalrProvider({ env: { SCALR_HOSTNAME: given.sandbox.url, SCALR_TOKEN: given.sandbox.token } }),
  });
  /** The open names of a plan, and its JSON. */
  const openIn = async (real: Plan) => {
    const client = new ScalrClient({ baseUrl: given.sandbox.url, token: given.sandbox.token });
    let open: readonly OpenName[] = [];
    const note: TellNames = async (_plan, names) => {
      open = names;
      return null;
    };
    const json = planJson(real) as PlanJson;
    await changesIn(json, client, note);
    return { json, open };
  };

  it("are told as a plan with stand-ins tells them where they are references alone", async () => {
    const real = await made(PLAIN);
    const { json, open } = await openIn(real);
    const told = plainlyTold(real, json, open)!;
    const standIns = new StandIns(planJson(await made(PLAIN, withStandIns(factories()))) as PlanJson, json);
    const both = open.map(({ change, attribute }) => ({
      name: `${change.address}.${attribute}`,
      plain: told.targets(change, attribute)?.toSorted(byText),
      standIns: standIns.targets(change, attribute)?.toSorted(byText),
    }));
    for (const { name, plain, standIns: other } of both) expect(plain, name).toEqual(other);
    expect(Object.fromEntries(both.map(({ name, plain }) => [name, plain]))).toMatchObject({
      'scalr_workspace.ws["y"].agent_pool_id': [{ lid: "scalr_agent_pool.counted[1]" }],
      "scalr_agent_pool.counted[0].environments": [
        { lid: "scalr_environment.dev" },
        { lid: 'scalr_environment.each["b"]' },
      ],
      'module.inner["one"].scalr_workspace.ws.environment_id': [
        { lid: 'module.inner["one"].scalr_environment.dev' },
      ],
    });
  });

  it.each(OTHERWISE)("are left to a plan with stand-ins %s", async (_where, expression) => {
    const real = await made(`${HEADER}
locals {
  environment = scalr_environment.dev.id
}
resource "scalr_environment" "dev" {
  name = "dev"
}
resource "scalr_environment" "counted" {
  count = 1
  name  = "counted-\${count.index}"
}
resource "scalr_workspace" "ws" {
  name           = "ws"
  environment_id = ${expression}
}
`);
    const { json, open } = await openIn(real);
    expect(open.map(({ change, attribute }) => `${change.address}.${attribute}`)).toEqual([
      "scalr_workspace.ws.environment_id",
    ]);
    expect(plainlyTold(real, json, open)).toBeNull();
  });
});

const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
