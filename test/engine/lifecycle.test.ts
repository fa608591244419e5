/** What providers are asked for, and how `lifecycle`, sensitive values, interruptions and imports change a plan. */
import { describe, expect, test } from "vitest";
import { importResource, renderPlan } from "../../engine/index.js";
import { Value } from "../../engine/values/index.js";
import { Cloud } from "./cloud.js";
import { actions, errorsIn, inCloud, Workspace } from "./support.js";

describe("providers", () => {
  test("are configured from expressions, per alias, and with what is not known yet", async () => {
    const { cloud, workspace } = inCloud(`
      variable "region" { default = "north" }
      provider "cloud" { region = upper(var.region) }
      provider "cloud" {
        alias = "second"
        region = cloud_thing.a.url
      }
      resource "cloud_thing" "a" { name = "a" }
      resource "cloud_thing" "b" {
        provider = cloud.second
        name = "b"
      }
    `);
    const made = await workspace.planned();
    expect(cloud.regions).toEqual(["NORTH", "?"]);
    cloud.regions.length = 0;
    await workspace.apply(made);
    expect(cloud.regions).toEqual(["NORTH", "https://a.example/t-1"]);
    expect(workspace.state!.resources.map(({ provider }) => provider)).toEqual([
      'provider["registry.opentofu.org/hashicorp/cloud"]',
      'provider["registry.opentofu.org/hashicorp/cloud"].second',
    ]);
    // What the second provider is configured with must go last.
    cloud.steps.length = 0;
    await workspace.up({ mode: "destroy" });
    const ended = cloud.steps.filter(({ edge }) => edge === "end").map(({ name }) => name);
    expect(ended).toEqual(["b", "a"]);
  });

  test("that do not exist here are named, with what to do", async () => {
    const { workspace } = inCloud(`resource "aws_instance" "x" {}`);
    const { diagnostics } = await workspace.plan();
    expect(diagnostics[0]!.detail).toMatch(/hashicorp\/aws.*--engine tofu/s);
  });

  test("tell of wrong arguments before anything is asked of them", async () => {
    const { cloud, workspace } = inCloud(`
      resource "cloud_thing" "a" {
        name = "a"
        size = -1
      }
      resource "cloud_thing" "b" {
        name = "b"
        colour = "red"
      }
    `);
    const { diagnostics } = await workspace.plan();
    expect(diagnostics.map(({ summary, range }) => [summary, range!.start.line])).toEqual([
      ["Bad size", 4],
      ["Unsupported argument", 8],
    ]);
    expect(cloud.regions).toEqual([]);
  });
});

describe("lifecycle", () => {
  test("prevent_destroy stops a plan that would destroy", async () => {
    const { workspace } = inCloud(`
      resource "cloud_thing" "a" {
        name = "a"
        lifecycle { prevent_destroy = true }
      }
    `);
    await workspace.up();
    const { diagnostics } = await workspace.plan({ mode: "destroy" });
    expect(diagnostics).toMatchObject([{ summary: "Resource instance cannot be destroyed" }]);
    expect(diagnostics[0]!.detail).toContain("cloud_thing.a");
  });

  test("ignore_changes leaves changed arguments alone", async () => {
    const files = (size: number) => `
      resource "cloud_thing" "a" {
        name = "a"
        size = ${size}
        tags = { a = "${size}", b = "${size}" }
        lifecycle { ignore_changes = [size, tags["a"]] }
      }
    `;
    const { workspace } = inCloud(files(1));
    await workspace.up();
    workspace.write(files(2));
    const made = await workspace.planned();
    const [change] = made.changes;
    expect(change!.after.attr("size").equals(Value.number(1))).toBe(true);
    expect(
      change!.after
        .attr("tags")
        .equals(Value.map({ kind: "string" }, { a: Value.string("1"), b: Value.string("2") })),
    ).toBe(true);
  });

  test("a postcondition that fails stops what depends on it, and what was made stays", async () => {
    const { cloud, workspace } = inCloud(`
      resource "cloud_thing" "a" {
        name = "a"
        lifecycle {
          postcondition {
            condition = self.url == "never"
            error_message = "The url is \${self.url}."
          }
        }
      }
      resource "cloud_thing" "b" {
        name = "b"
        uses = [cloud_thing.a.id]
      }
    `);
    const outcome = await workspace.apply(await workspace.planned());
    expect(outcome.diagnostics).toMatchObject([
      { summary: "Resource postcondition failed", detail: "The url is https://a.example/t-1." },
    ]);
    expect(cloud.names()).toEqual(["a"]);
  });
});

describe("sensitive values", () => {
  test("do not show in plans, and are marked in states", async () => {
    const { workspace } = inCloud(`
      variable "pin" {
        default = "1234"
        sensitive = true
      }
      resource "cloud_thing" "a" {
        name = "a"
        secret = "hush"
        tags = { pin = var.pin, open = "yes" }
      }
    `);
    const made = await workspace.planned();
    const text = renderPlan(made);
    expect(text).not.toMatch(/hush|1234/);
    expect(text).toContain('"open" = "yes"');
    await workspace.apply(made);
    const [instance] = workspace.state!.resources[0]!.instances;
    expect(instance!.sensitive_attributes).toEqual([
      [{ type: "get_attr", value: "secret" }],
      [
        { type: "get_attr", value: "tags" },
        { type: "index", value: { value: "pin", type: "string" } },
      ],
    ]);
    expect((await workspace.planned()).hasChanges).toBe(false);
  });
});

describe("parallelism", () => {
  test("is bounded", async () => {
    const { cloud, workspace } = inCloud(`
      resource "cloud_thing" "many" {
        count = 12
        name = "m\${count.index}"
      }
    `);
    cloud.delay = () => new Promise((resolve) => setImmediate(resolve));
    const made = await workspace.planned();
    await workspace.apply(made, { parallelism: 3 });
    expect(cloud.peak).toBe(3);
    expect(cloud.names()).toHaveLength(12);
  });

  test("an interruption finishes what runs, starts nothing new, and keeps the state", async () => {
    const { cloud, workspace } = inCloud(`
      resource "cloud_thing" "a" { name = "a" }
      resource "cloud_thing" "b" {
        name = "b"
        uses = [cloud_thing.a.id]
      }
    `);
    const interrupt = new AbortController();
    cloud.delay = async () => interrupt.abort();
    const outcome = await workspace.apply(await workspace.planned(), { signal: interrupt.signal });
    expect(errorsIn(outcome.diagnostics)).toEqual(["The apply was interrupted"]);
    expect(workspace.state!.resources.map(({ name }) => name)).toEqual(["a"]);
    expect(cloud.names()).toEqual(["a"]);
  });
});

describe("an interruption", () => {
  test("says how many operations were not started, those that waited for their turn too", async () => {
    const { cloud, workspace } = inCloud(`
      resource "cloud_thing" "many" {
        count = 20
        name = "m\${count.index}"
      }
      resource "cloud_thing" "after" {
        name = "after"
        uses = cloud_thing.many[*].id
      }
    `);
    const interrupt = new AbortController();
    cloud.delay = async () => interrupt.abort();
    const made = await workspace.planned();
    const outcome = await workspace.apply(made, { signal: interrupt.signal, parallelism: 3 });
    const started = cloud.names().length;
    expect(started).toBeLessThan(5);
    const { detail } = outcome.diagnostics.find(({ summary }) => summary === "The apply was interrupted")!;
    expect(detail).toContain(`${21 - started} operations were not started`);
  });
});

describe("import", () => {
  const files = (block: string) => `
    ${block}
    resource "cloud_thing" "kept" {
      name = "kept"
      size = 2
    }
  `;
  const block = 'import {\n to = cloud_thing.kept\n id = "t-1"\n}';

  test("by a block takes the object over, and changes it where it differs", async () => {
    const { cloud, workspace } = inCloud(files(""));
    await workspace.up();
    workspace.state = null;
    workspace.write(files(block));
    const made = await workspace.planned();
    expect(made.counts).toEqual({ add: 0, change: 0, destroy: 0, import: 1, forget: 0 });
    expect(made.hasChanges).toBe(true);
    expect(renderPlan(made)).toContain("# cloud_thing.kept will be imported");
    expect(renderPlan(made)).toContain("Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.");
    cloud.change("kept", { size: Value.number(9) });
    const changed = await workspace.planned();
    expect(actions(changed)).toEqual({ "cloud_thing.kept": "update" });
    expect(renderPlan(changed)).toContain('# (imported from "t-1")');
    const { counts } = await workspace.apply(changed);
    expect(counts).toMatchObject({ import: 1, change: 1 });
    expect((await workspace.planned()).hasChanges).toBe(false);
  });

  test("of what does not exist is refused", async () => {
    const { workspace } = inCloud(files(block));
    const { diagnostics } = await workspace.plan();
    expect(errorsIn(diagnostics)).toEqual(["Cannot import non-existent remote object"]);
  });

  test("by the command puts it into the state, at an address that is declared", async () => {
    const { workspace } = inCloud(files(""));
    await workspace.up();
    const request = { dir: workspace.dir, providers: workspace.providers, state: null };
    const taken = await importResource(request, "cloud_thing.kept", "t-1");
    workspace.state = taken.state!;
    expect((await workspace.planned()).hasChanges).toBe(false);
    const again = await importResource({ ...request, state: workspace.state }, "cloud_thing.kept", "t-1");
    expect(errorsIn(again.diagnostics)).toEqual(["Resource already managed"]);
    const elsewhere = await importResource(request, "cloud_thing.other", "t-1");
    expect(errorsIn(elsewhere.diagnostics)).toEqual(["Resource does not exist in the configuration"]);
  });
});

describe("leftovers", () => {
  const two = `
    resource "cloud_thing" "a" { name = "a" }
    resource "cloud_thing" "b" {
      name = "b"
      uses = [cloud_thing.a.id]
    }
  `;

  test("of what is no longer declared are destroyed in the order of dependencies", async () => {
    const { cloud, workspace } = inCloud(two);
    await workspace.up();
    workspace.write(`output "x" { value = 1 }`);
    cloud.steps.length = 0;
    const made = await workspace.planned();
    expect(renderPlan(made)).toContain("# (because cloud_thing.b is not in configuration)");
    await workspace.apply(made);
    expect(cloud.steps.filter(({ edge }) => edge === "end").map(({ name }) => name)).toEqual(["b", "a"]);
  });

  test("are kept apart by targets", async () => {
    const { cloud, workspace } = inCloud(two);
    await workspace.up();
    await workspace.up({ mode: "destroy", targets: ["cloud_thing.b"] });
    expect(cloud.names()).toEqual(["a"]);
    await workspace.up({ targets: ["cloud_thing.a"] });
    expect(cloud.names()).toEqual(["a"]);
    expect((await workspace.plan({ targets: ["nonsense["] })).plan).toBeUndefined();
  });

  test("of a removed block with destroy = false are forgotten", async () => {
    const { cloud, workspace } = inCloud(two);
    await workspace.up();
    workspace.write(`
      resource "cloud_thing" "a" { name = "a" }
      removed {
        from = cloud_thing.b
        lifecycle { destroy = false }
      }
    `);
    const made = await workspace.planned();
    expect(actions(made)).toEqual({ "cloud_thing.b": "forget" });
    await workspace.apply(made);
    expect(cloud.names()).toEqual(["a", "b"]);
    expect(workspace.state!.resources.map(({ name }) => name)).toEqual(["a"]);
  });
});

describe("cdktf stacks", () => {
  test("are told of faults by the construct that has them", async () => {
    const stack = {
      provider: { cloud: [{ region: "r" }] },
      resource: {
        cloud_thing: {
          first: { "//": { metadata: { path: "dev/pool", uniqueId: "first" } }, name: "a", size: -1 },
        },
      },
    };
    const cloud = new Cloud();
    const workspace = new Workspace({ "cdk.tf.json": JSON.stringify(stack, null, 2) }, cloud.factories);
    const { diagnostics } = await workspace.plan();
    expect(diagnostics).toMatchObject([
      { summary: "Bad size", constructPath: "dev/pool", range: { file: "cdk.tf.json", start: { line: 19 } } },
    ]);
    stack.resource.cloud_thing.first.size = 1;
    workspace.write({ "cdk.tf.json": JSON.stringify(stack) });
    const made = await workspace.planned();
    expect(made.changes[0]!.constructPath).toBe("dev/pool");
    cloud.broken.add("a");
    const failed = await workspace.apply(made);
    expect(failed.diagnostics).toMatchObject([{ constructPath: "dev/pool", address: "cloud_thing.first" }]);
  });
});

test("a null_resource may be moved to a terraform_data, which keeps its id and triggers", async () => {
  const workspace = new Workspace('resource "null_resource" "a" {\n  triggers = { v = "1" }\n}\n');
  await workspace.up();
  const [{ instances: [before] = [] } = {}] = workspace.state!.resources;
  workspace.write(
    'resource "terraform_data" "b" {\n  triggers_replace = { v = "1" }\n}\nmoved {\n  from = null_resource.a\n  to = terraform_data.b\n}\n',
  );
  expect(actions(await workspace.planned())).toEqual({});
  await workspace.up();
  const [after] = workspace.state!.resources;
  expect(after).toMatchObject({
    type: "terraform_data",
    provider: 'provider["terraform.io/builtin/terraform"]',
  });
  expect(after!.instances[0]!.attributes).toMatchObject({ id: (before!.attributes as { id: string }).id });
});
