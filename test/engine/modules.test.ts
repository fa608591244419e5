/** Modules beside the configuration: what the recorded cases, which know builtin resources only, do not reach. */
import { describe, expect, test } from "vitest";
import { createConsole, importResource, planJson } from "../../engine/index.js";
import { Value } from "../../engine/values/index.js";
import { Cloud } from "./cloud.js";
import { actions, explain, Workspace } from "./support.js";

const thing = (rest = "") => `
  variable "name" {}
  ${rest}
  resource "cloud_thing" "a" { name = var.name }
  output "id" { value = cloud_thing.a.id }
`;

const providersOf = (state: Workspace["state"]) =>
  Object.fromEntries(state!.resources.map(({ module, provider }) => [module, provider]));

describe("providers of modules", () => {
  test("are inherited, passed by name, or the module's own", async () => {
    const cloud = new Cloud();
    const workspace = new Workspace(
      {
        "main.tf": `
          provider "cloud" { region = "one" }
          provider "cloud" {
            alias = "two"
            region = "two"
          }
          module "inherits" {
            source = "./thing"
            name = "i"
          }
          module "passed" {
            source = "./outer"
            providers = { cloud = cloud.two }
          }
          module "aliased" {
            source = "./aliased"
            providers = { cloud.other = cloud.two }
          }
          module "own" {
            source = "./own"
            region = module.inherits.id
          }
        `,
        "thing/main.tf": thing(),
        "outer/main.tf": `module "inner" {
          source = "../thing"
          name = "p"
        }`,
        "aliased/main.tf": `
          terraform {
            required_providers {
              cloud = {
                source = "hashicorp/cloud"
                configuration_aliases = [cloud.other]
              }
            }
          }
          resource "cloud_thing" "a" {
            name = "aliased"
            provider = cloud.other
          }
        `,
        "own/main.tf": `
          variable "region" {}
          provider "cloud" { region = var.region }
          resource "cloud_thing" "a" { name = "own" }
        `,
      },
      cloud.factories,
    );
    await workspace.up();
    const source = 'provider["registry.opentofu.org/hashicorp/cloud"]';
    expect(providersOf(workspace.state)).toEqual({
      "module.inherits": source,
      "module.passed.module.inner": `${source}.two`,
      "module.aliased": `${source}.two`,
      "module.own": `module.own.${source}`,
    });
    expect(cloud.regions.some((region) => /^t-\d/.test(region))).toBe(true);
    expect((await workspace.planned()).hasChanges).toBe(false);
    const configuration = (
      planJson(await workspace.planned()) as { configuration: { provider_config: object } }
    ).configuration;
    expect(Object.keys(configuration.provider_config).sort()).toEqual([
      "cloud",
      "cloud.two",
      "module.own:cloud",
    ]);
    await workspace.up({ mode: "destroy" });
    expect(cloud.names()).toEqual([]);
  });

  test("are missed by name, with the call's argument as the remedy", async () => {
    const cloud = new Cloud();
    const workspace = new Workspace(
      {
        "main.tf": 'module "m" { source = "./m" }',
        "m/main.tf": `resource "cloud_thing" "a" {
          name = "x"
          provider = cloud.other
        }`,
      },
      cloud.factories,
    );
    const { plan, diagnostics } = await workspace.plan();
    expect(plan).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { summary: "Provider configuration not present", range: { file: "m/main.tf", start: { line: 3 } } },
    ]);
    expect(diagnostics[0]!.detail).toContain("providers argument of the module's call");
  });

  test("are missed when a module that configured its own goes while its objects stay", async () => {
    const cloud = new Cloud();
    const workspace = new Workspace(
      {
        "main.tf": 'module "m" { source = "./m" }',
        "m/main.tf": `
          provider "cloud" { region = "r" }
          resource "cloud_thing" "a" { name = "x" }
        `,
      },
      cloud.factories,
    );
    await workspace.up();
    workspace.write("");
    const { diagnostics } = await workspace.plan();
    expect(explain(diagnostics)).toContain("its original provider configuration at module.m.provider[");
    expect(cloud.names()).toEqual(["x"]);
  });
});

describe("instances of modules", () => {
  const files = (keys: string) => ({
    "main.tf": `
      module "m" {
        source = "./m"
        for_each = toset([${keys}])
        name = each.key
      }
      resource "cloud_thing" "sum" {
        name = "sum"
        uses = values(module.m)[*].id
      }
    `,
    "m/main.tf": thing(),
  });

  test("come and go one by one", async () => {
    const cloud = new Cloud();
    const workspace = new Workspace(files('"a", "b"'), cloud.factories);
    await workspace.up();
    expect(cloud.names()).toEqual(["a", "b", "sum"]);
    workspace.write(files('"b", "c"'));
    const made = await workspace.planned();
    expect(actions(made)).toEqual({
      'module.m["a"].cloud_thing.a': "delete",
      'module.m["c"].cloud_thing.a': "create",
      "cloud_thing.sum": "update",
    });
    expect(made.changes.find(({ action }) => action === "delete")!.reason).toBe("delete_because_no_module");
    await workspace.apply(made);
    expect(cloud.names()).toEqual(["b", "c", "sum"]);
    expect((await workspace.planned()).hasChanges).toBe(false);
    workspace.write("");
    expect(Object.values(actions(await workspace.planned()))).toEqual(["delete", "delete", "delete"]);
    await workspace.up();
    expect(cloud.names()).toEqual([]);
  });

  test("are targeted, replaced and destroyed by their addresses", async () => {
    const cloud = new Cloud();
    const workspace = new Workspace(files('"a", "b"'), cloud.factories);
    expect(actions(await workspace.planned({ targets: ['module.m["a"]'] }))).toEqual({
      'module.m["a"].cloud_thing.a': "create",
    });
    expect(Object.keys(actions(await workspace.planned({ targets: ["module.m"] })))).toHaveLength(2);
    await workspace.up();
    expect(actions(await workspace.planned({ replace: ['module.m["b"].cloud_thing.a'] }))).toEqual({
      'module.m["b"].cloud_thing.a': "delete-then-create",
      "cloud_thing.sum": "update",
    });
    await workspace.up({ mode: "destroy", targets: ['module.m["a"]'] });
    // What depends on the module goes with it.
    expect(cloud.names()).toEqual(["b"]);
  });

  test("see drift, and are repaired", async () => {
    const cloud = new Cloud();
    const workspace = new Workspace(files('"a"'), cloud.factories);
    await workspace.up();
    cloud.remove("a");
    const made = await workspace.planned();
    expect(made.drift.map(({ address, action }) => `${action} ${address}`)).toEqual([
      'delete module.m["a"].cloud_thing.a',
    ]);
    expect(actions(made)['module.m["a"].cloud_thing.a']).toBe("create");
    await workspace.apply(made);
    expect(cloud.names()).toEqual(["a", "sum"]);
  });
});

test("what a module's data source reads waits for what its call depends on", async () => {
  const cloud = new Cloud();
  const workspace = new Workspace(
    {
      "main.tf": `
        resource "cloud_thing" "a" { name = "a" }
        module "m" {
          source = "./m"
          depends_on = [cloud_thing.a]
        }
        output "id" { value = module.m.id }
      `,
      "m/main.tf": `
        data "cloud_lookup" "a" { name = "a" }
        output "id" { value = data.cloud_lookup.a.id }
      `,
    },
    cloud.factories,
  );
  const made = await workspace.planned();
  expect(made.changes.find(({ mode }) => mode === "data")).toMatchObject({
    address: "module.m.data.cloud_lookup.a",
    action: "read",
    reason: "read_because_dependency_pending",
  });
  const { outputs } = await workspace.apply(made);
  expect(outputs.id!.value.asString()).toBe("t-1");
});

test("a value that is only known while applying goes through variables and outputs", async () => {
  const cloud = new Cloud();
  const workspace = new Workspace(
    {
      "main.tf": `
        module "first" {
          source = "./m"
          name = "first"
        }
        module "second" {
          source = "./m"
          name = "after \${module.first.id}"
        }
        output "id" { value = module.second.id }
      `,
      "m/main.tf": thing(),
    },
    cloud.factories,
  );
  const made = await workspace.planned();
  expect(made.changes.find(({ module }) => module === "module.second")!.after.attr("name").isKnown).toBe(
    false,
  );
  await workspace.apply(made);
  expect(cloud.names()).toEqual(["after t-1", "first"]);
});

test("a changed file of a module makes a saved plan stale", async () => {
  const workspace = new Workspace({
    "main.tf": 'module "m" { source = "./m" }',
    "m/main.tf": 'resource "terraform_data" "a" { input = 1 }',
  });
  const made = await workspace.planned();
  workspace.write({
    "main.tf": 'module "m" { source = "./m" }',
    "m/main.tf": 'resource "terraform_data" "a" { input = 2 }',
  });
  const { diagnostics } = await workspace.apply(made);
  expect(explain(diagnostics)).toContain("The configuration was changed after the plan");
});

test("the console sees what modules give", async () => {
  const workspace = new Workspace({
    "main.tf": `
      module "m" {
        source = "./m"
        count = 2
        n = count.index
      }
    `,
    "m/main.tf": `
      variable "n" {}
      resource "terraform_data" "a" { input = "no \${var.n}" }
      output "text" { value = terraform_data.a.output }
    `,
  });
  await workspace.up();
  const { evaluate } = await createConsole({
    dir: workspace.dir,
    providers: workspace.providers,
    state: workspace.state,
  });
  expect((await evaluate("module.m[*].text")).text).toBe('[\n  "no 0",\n  "no 1",\n]');
  expect((await evaluate("module.other.x")).diagnostics).toMatchObject([
    { summary: "Reference to undeclared module" },
  ]);
});

describe("imports into modules", () => {
  const files = (block: string) => ({
    "main.tf": `
      ${block}
      module "m" {
        source = "./m"
        count = 1
        name = "kept"
      }
    `,
    "m/main.tf": thing(),
  });

  async function existing(block: string) {
    const cloud = new Cloud();
    const first = new Workspace('resource "cloud_thing" "a" { name = "kept" }', cloud.factories);
    await first.up();
    return { cloud, workspace: new Workspace(files(block), cloud.factories) };
  }

  test("by an import block", async () => {
    const { cloud, workspace } = await existing('import {\n to = module.m[0].cloud_thing.a\n id = "t-1"\n }');
    const made = await workspace.planned();
    expect(made.counts).toMatchObject({ add: 0, import: 1 });
    await workspace.apply(made);
    expect(cloud.names()).toEqual(["kept"]);
  });

  test("by the command", async () => {
    const { cloud, workspace } = await existing("");
    const { state, diagnostics } = await importResource(
      { dir: workspace.dir, providers: cloud.factories, state: null },
      "module.m[0].cloud_thing.a",
      "t-1",
    );
    expect(diagnostics).toEqual([]);
    workspace.state = state!;
    expect((await workspace.planned()).hasChanges).toBe(false);
  });
});

test("sensitive outputs of modules stay hidden", async () => {
  const workspace = new Workspace({
    "main.tf": `
      module "m" { source = "./m" }
      resource "terraform_data" "a" { input = module.m.secret }
    `,
    "m/main.tf": 'output "secret" {\n value = "hush"\n sensitive = true\n}',
  });
  const made = await workspace.planned();
  expect(made.changes[0]!.after.attr("input").isMarked).toBe(true);
  expect(made.changes[0]!.after.attr("input").unmark().equals(Value.string("hush"))).toBe(true);
});

test("a folder that is not there, and a module that calls itself, are named with their place", async () => {
  const missing = await new Workspace({ "main.tf": '\nmodule "m" { source = "./nowhere" }' }).plan();
  expect(missing.diagnostics).toMatchObject([
    { summary: "Unreadable module directory", range: { file: "main.tf", start: { line: 2 } } },
  ]);
  const circle = await new Workspace({
    "main.tf": 'module "m" { source = "./m" }',
    "m/main.tf": 'module "n" { source = "../m" }',
  }).plan();
  expect(circle.diagnostics).toMatchObject([
    { summary: "Module calls itself", range: { file: "m/main.tf", start: { line: 1 } } },
  ]);
});
