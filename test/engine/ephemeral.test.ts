/** Ephemeral values reach providers and conditions, and are kept nowhere. */
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { apply, createConsole, loadPlan, savePlan, serializeState } from "../../engine/index.js";
import { Cloud } from "./cloud.js";
import { explain, Workspace } from "./support.js";

const files = {
  "main.tf": `
    variable "token" {
      type = string
      ephemeral = true
    }
    provider "cloud" { region = local.region }
    locals { region = "r-\${var.token}" }
    module "m" {
      source = "./m"
      token = var.token
    }
    resource "cloud_thing" "a" { name = "a" }
  `,
  "m/main.tf": `
    variable "token" { ephemeral = true }
    output "length" {
      value = length(var.token)
      ephemeral = true
    }
    check "token" {
      assert {
        condition = length(var.token) == 4
        error_message = "It must have four characters."
      }
    }
  `,
};
const token = [{ name: "token", value: "hush", from: "-var" }];

test("a saved plan does not hold them; applying asks for them again", async () => {
  const cloud = new Cloud();
  const workspace = new Workspace(files, cloud.factories);
  const made = await workspace.planned({ inputs: token });
  expect(made.diagnostics).toEqual([]);
  const bytes = savePlan(made);
  expect(gunzipSync(bytes).toString()).not.toContain("hush");

  const saved = () => loadPlan(bytes, { providers: cloud.factories });
  const without = await apply(saved(), { providers: cloud.factories, env: {} });
  expect(explain(without.diagnostics)).toContain("No value for required variable");
  expect(cloud.names()).toEqual([]);

  const done = await apply(saved(), { providers: cloud.factories, env: {}, inputs: token });
  expect(done.diagnostics).toEqual([]);
  expect(cloud.regions.at(-1)).toBe("r-hush");
  expect(cloud.names()).toEqual(["a"]);
  expect(serializeState(done.state)).not.toContain("hush");
});

test("the environment gives them too, and a plan applied at once needs nothing again", async () => {
  const cloud = new Cloud();
  const workspace = new Workspace(files, cloud.factories);
  const env = { TF_VAR_token: "hush" };
  const made = await workspace.planned({ env });
  const atOnce = await apply(made, { providers: cloud.factories, env: {} });
  expect(atOnce.diagnostics).toEqual([]);
  workspace.state = atOnce.state;
  const later = await workspace.apply(await workspace.planned({ env, mode: "destroy" }), { env });
  expect(later.diagnostics).toEqual([]);
  expect(cloud.names()).toEqual([]);
});

test("the console does not show them", async () => {
  const cloud = new Cloud();
  const workspace = new Workspace(files, cloud.factories);
  const { evaluate } = await createConsole({
    dir: workspace.dir,
    providers: cloud.factories,
    state: null,
    inputs: token,
  });
  expect((await evaluate("var.token")).text).toBe("(ephemeral value)");
  expect((await evaluate("module.m.length")).text).toBe("(ephemeral value)");
  expect((await evaluate("ephemeralasnull(local.region)")).text).toBe("tostring(null)");
});
