/** What a plan finds and an apply does, on objects that others change too. */
import { describe, expect, test } from "vitest";
import { importResource, renderPlan } from "../../engine/index.js";
import { Value } from "../../engine/values/index.js";
import { Cloud } from "./cloud.js";
import { actions, Workspace } from "./support.js";

function setUp(files: string): { cloud: Cloud; workspace: Workspace } {
  const cloud = new Cloud();
  return { cloud, workspace: new Workspace(files, cloud.factories) };
}

const errors = (diagnostics: readonly { severity: string; summary: string }[]) =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary);

describe("drift", () => {
  const files = `
    resource "cloud_thing" "a" {
      name = "a"
      size = 1
    }
    resource "cloud_thing" "b" {
      name = "b"
      tags = { from = cloud_thing.a.url }
    }
  `;

  test("is undone by the plan", async () => {
    const { cloud, workspace } = setUp(files);
    await workspace.up();
    cloud.change("a", { size: Value.number(5) });
    const made = await workspace.planned();
    expect(actions(made)).toEqual({ "cloud_thing.a": "update" });
    expect(made.drift.map(({ address, action }) => [address, action])).toEqual([["cloud_thing.a", "update"]]);
    await workspace.apply(made);
    expect((await workspace.planned()).hasChanges).toBe(false);
  });

  test("of an object that is gone makes it anew", async () => {
    const { cloud, workspace } = setUp(files);
    await workspace.up();
    cloud.remove("a");
    const made = await workspace.planned();
    expect(actions(made)).toEqual({ "cloud_thing.a": "create", "cloud_thing.b": "update" });
    expect(renderPlan(made)).toContain("# cloud_thing.a has been deleted");
    await workspace.apply(made);
    expect(cloud.names()).toEqual(["a", "b"]);
  });

  test("is only written down by a refresh-only plan", async () => {
    const { cloud, workspace } = setUp(files);
    await workspace.up();
    cloud.change("a", { size: Value.number(5) });
    const made = await workspace.planned({ mode: "refresh-only" });
    expect(made.changes).toEqual([]);
    expect(made.hasChanges).toBe(true);
    const text = renderPlan(made);
    expect(text).toContain("# cloud_thing.a has changed");
    expect(text).toContain("~ size = 1 -> 5");
    const { serial } = workspace.state!;
    await workspace.apply(made);
    expect(workspace.state!.serial).toBe(serial + 1);
    expect(workspace.state!.resources[0]!.instances[0]!.attributes).toMatchObject({ size: 5 });
    expect(cloud.steps.filter(({ operation }) => operation === "update")).toEqual([]);
  });

  test("is not looked for with refresh off", async () => {
    const { cloud, workspace } = setUp(files);
    await workspace.up();
    cloud.change("a", { size: Value.number(5) });
    expect((await workspace.planned({ refresh: false })).hasChanges).toBe(false);
    expect(workspace.lines).toEqual([]);
  });
});

describe("data sources", () => {
  test("are read while planning when all is known, else when applying", async () => {
    const { workspace } = setUp(`
      resource "cloud_thing" "a" {
        name = "a"
        size = 3
      }
      data "cloud_lookup" "a" {
        name = "a"
        depends_on = [cloud_thing.a]
      }
      data "cloud_lookup" "by_url" { name = split(".", split("/", cloud_thing.a.url)[2])[0] }
      output "size" { value = data.cloud_lookup.a.size }
      output "id" { value = data.cloud_lookup.by_url.id }
    `);
    const made = await workspace.planned();
    expect(actions(made)).toEqual({
      "cloud_thing.a": "create",
      "data.cloud_lookup.a": "read",
      "data.cloud_lookup.by_url": "read",
    });
    const text = renderPlan(made);
    expect(text).toContain(
      "# data.cloud_lookup.a will be read during apply\n  # (depends on a resource or a module with changes pending)",
    );
    expect(text).toContain("# (config refers to values not yet known)");
    expect(text).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
    const { outputs } = await workspace.apply(made);
    expect(outputs.size!.value.asNumber()).toBe(3);
    expect(outputs.id!.value.asString()).toBe("t-1");
    const again = await workspace.planned();
    expect(again.hasChanges).toBe(false);
    expect(workspace.lines).toContain("data.cloud_lookup.a: Reading...");
    expect(workspace.lines).toContain("data.cloud_lookup.a: Read complete after 0s [id=t-1]");
  });

  test("that find nothing fail the plan, naming themselves", async () => {
    const { workspace } = setUp(`data "cloud_lookup" "x" { name = "missing" }`);
    const { diagnostics } = await workspace.plan();
    expect(diagnostics).toMatchObject([
      { summary: "Nothing found", address: "data.cloud_lookup.x", range: { file: "main.tf" } },
    ]);
  });
});

test("a data source in a check block warns and stops nothing", async () => {
  const { workspace } = setUp(`
    check "found" {
      data "cloud_lookup" "x" { name = "missing" }
      assert {
        condition = data.cloud_lookup.x.size > 1
        error_message = "too small"
      }
    }
    output "x" { value = "made" }
  `);
  const { plan, diagnostics } = await workspace.plan();
  expect(plan).toBeDefined();
  expect(diagnostics).toMatchObject([{ severity: "warning", summary: "Nothing found" }]);
  // It may be there when all is done.
  expect(plan!.changes).toMatchObject([{ action: "read", reason: "read_because_check_nested" }]);
  const { outputs, diagnostics: said, state } = await workspace.apply(plan!);
  expect(outputs.x!.value.asString()).toBe("made");
  expect(said).toMatchObject([{ severity: "warning", summary: "Nothing found" }]);
  expect(state.check_results).toMatchObject([{ config_addr: "check.found", status: "fail" }]);
});

describe("replacement", () => {
  const files = (zone: string, cbd = false) => `
    resource "cloud_thing" "base" {
      name = "base"
      zone = "${zone}"
    }
    resource "cloud_thing" "user" {
      name = "user"
      uses = [cloud_thing.base.id]
      ${cbd ? "lifecycle { create_before_destroy = true }" : ""}
    }
  `;
  const order = ({ steps }: Cloud) =>
    steps.filter(({ edge }) => edge === "end").map(({ operation, name }) => `${operation} ${name}`);

  test("destroys, then creates, then updates what depends on it", async () => {
    const { cloud, workspace } = setUp(files("one"));
    await workspace.up();
    workspace.write(files("two"));
    cloud.steps.length = 0;
    const made = await workspace.planned();
    expect(actions(made)).toEqual({ "cloud_thing.base": "delete-then-create", "cloud_thing.user": "update" });
    expect(renderPlan(made)).toContain('~ zone = "one" -> "two" # forces replacement');
    await workspace.apply(made);
    expect(order(cloud)).toEqual(["delete base", "create base", "update user"]);
  });

  test("creates first where something that depends on it must, and destroys last", async () => {
    const { cloud, workspace } = setUp(files("one", true));
    await workspace.up();
    workspace.write(files("two", true));
    cloud.steps.length = 0;
    const made = await workspace.planned();
    expect(actions(made)).toEqual({ "cloud_thing.base": "create-then-delete", "cloud_thing.user": "update" });
    await workspace.apply(made);
    expect(order(cloud)).toEqual(["create base", "update user", "delete base"]);
    expect((await workspace.planned()).hasChanges).toBe(false);
  });

  test("that fails after the new object exists keeps both, and the next plan clears up", async () => {
    const { cloud, workspace } = setUp(files("one", true));
    await workspace.up();
    workspace.write(files("two", true));
    cloud.halfBroken.add("base");
    const failed = await workspace.apply(await workspace.planned());
    expect(errors(failed.diagnostics)).toEqual(["The cloud refused"]);
    const instances = workspace.state!.resources.find(({ name }) => name === "base")!.instances;
    expect(instances.map(({ status, deposed }) => [status, deposed !== undefined])).toEqual([
      ["tainted", false],
      [undefined, true],
    ]);
    cloud.halfBroken.clear();
    const made = await workspace.planned();
    expect(Object.values(actions(made)).sort()).toEqual(["create-then-delete", "delete", "update"]);
    await workspace.apply(made);
    expect(cloud.names()).toEqual(["base", "user"]);
  });

  test("that fails before the new object exists leaves the old one as it was", async () => {
    const { cloud, workspace } = setUp(files("one", true));
    await workspace.up();
    const before = workspace.state!;
    workspace.write(files("two", true));
    cloud.broken.add("base");
    await workspace.apply(await workspace.planned());
    expect(workspace.state!.resources).toEqual(before.resources);
    expect(workspace.state!.serial).toBe(before.serial);
  });
});

describe("a failed apply", () => {
  const files = `
    resource "cloud_thing" "a" { name = "a" }
    resource "cloud_thing" "b" {
      name = "b"
      uses = [cloud_thing.a.id]
    }
    resource "cloud_thing" "c" {
      name = "c"
      uses = [cloud_thing.b.id]
    }
    resource "cloud_thing" "other" { name = "other" }
    output "c" { value = cloud_thing.c.id }
  `;

  test("keeps what was done, names what failed, and the next one does the rest", async () => {
    const { cloud, workspace } = setUp(files);
    cloud.broken.add("b");
    const outcome = await workspace.apply(await workspace.planned());
    expect(outcome.diagnostics).toMatchObject([
      {
        summary: "The cloud refused",
        address: "cloud_thing.b",
        context: 'resource "cloud_thing" "b"',
        range: { file: "main.tf", start: { line: 4 } },
        snippet: '      name = "b"',
      },
    ]);
    expect(outcome.counts).toMatchObject({ add: 2 });
    expect(workspace.state!.resources.map(({ name }) => name)).toEqual(["a", "other"]);
    cloud.broken.clear();
    const made = await workspace.planned();
    expect(actions(made)).toEqual({ "cloud_thing.b": "create", "cloud_thing.c": "create" });
    await workspace.apply(made);
    expect(cloud.names()).toEqual(["a", "b", "c", "other"]);
  });

  test("of a provider that breaks loses nothing", async () => {
    const { cloud, workspace } = setUp(files);
    cloud.throwing.add("b");
    const outcome = await workspace.apply(await workspace.planned());
    expect(outcome.diagnostics).toMatchObject([{ summary: "Unexpected failure" }]);
    expect(outcome.diagnostics[0]!.detail).toMatch(/cloud_thing\.b.*the cloud fell down over b/);
    expect(workspace.state!.resources.map(({ name }) => name)).toEqual(["a", "other"]);
  });

  test("hands on the state as it grows", async () => {
    const { workspace } = setUp(files);
    const sizes: number[] = [];
    let writing = false;
    await workspace.apply(await workspace.planned(), {
      onState: async ({ resources }) => {
        expect(writing).toBe(false);
        writing = true;
        await new Promise((resolve) => setImmediate(resolve));
        writing = false;
        sizes.push(resources.length);
      },
    });
    expect(sizes.at(-1)).toBe(4);
    expect(sizes.toSorted((a, b) => a - b)).toEqual(sizes);
    expect(sizes[0]).toBeLessThan(4);
  });
});

describe("a saved plan", () => {
  const files = (size: number) => `
    resource "cloud_thing" "a" {
      name = "a"
      size = ${size}
    }
  `;

  test("is refused when the state moved on", async () => {
    const { workspace } = setUp(files(1));
    const first = await workspace.planned();
    await workspace.up();
    const { state } = workspace;
    const outcome = await workspace.apply(first);
    expect(errors(outcome.diagnostics)).toEqual(["Saved plan is stale"]);
    expect(outcome.state).toEqual(state);
  });

  test("is refused when the configuration was changed", async () => {
    const { cloud, workspace } = setUp(files(1));
    const made = await workspace.planned();
    workspace.write(files(2));
    const outcome = await workspace.apply(made);
    expect(errors(outcome.diagnostics)).toEqual(["The configuration was changed after the plan"]);
    expect(cloud.names()).toEqual([]);
  });

  test("keeps the variables that it was made with", async () => {
    const { cloud, workspace } = setUp(`
      variable "size" { type = number }
      resource "cloud_thing" "a" {
        name = "a"
        size = var.size
      }
    `);
    const made = await workspace.planned({ inputs: [{ name: "size", value: "7", from: "-var" }] });
    await workspace.apply(made);
    expect([...cloud.objects.values()][0]!.attr("size").equals(Value.number(7))).toBe(true);
  });
});

describe("providers", () => {
  test("are configured from expressions, per alias, and with what is not known yet", async () => {
    const { cloud, workspace } = setUp(`
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
    const { workspace } = setUp(`resource "aws_instance" "x" {}`);
    const { diagnostics } = await workspace.plan();
    expect(diagnostics[0]!.detail).toMatch(/hashicorp\/aws.*--engine tofu/s);
  });

  test("tell of wrong arguments before anything is asked of them", async () => {
    const { cloud, workspace } = setUp(`
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
    const { workspace } = setUp(`
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
    const { workspace } = setUp(files(1));
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
    const { cloud, workspace } = setUp(`
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
    const { workspace } = setUp(`
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
    const { cloud, workspace } = setUp(`
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
    const { cloud, workspace } = setUp(`
      resource "cloud_thing" "a" { name = "a" }
      resource "cloud_thing" "b" {
        name = "b"
        uses = [cloud_thing.a.id]
      }
    `);
    const interrupt = new AbortController();
    cloud.delay = async () => interrupt.abort();
    const outcome = await workspace.apply(await workspace.planned(), { signal: interrupt.signal });
    expect(errors(outcome.diagnostics)).toEqual(["The apply was interrupted"]);
    expect(workspace.state!.resources.map(({ name }) => name)).toEqual(["a"]);
    expect(cloud.names()).toEqual(["a"]);
  });
});

describe("an interruption", () => {
  test("says how many operations were not started, those that waited for their turn too", async () => {
    const { cloud, workspace } = setUp(`
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
    const { cloud, workspace } = setUp(files(""));
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
    const { workspace } = setUp(files(block));
    const { diagnostics } = await workspace.plan();
    expect(errors(diagnostics)).toEqual(["Cannot import non-existent remote object"]);
  });

  test("by the command puts it into the state, at an address that is declared", async () => {
    const { workspace } = setUp(files(""));
    await workspace.up();
    const request = { dir: workspace.dir, providers: workspace.providers, state: null };
    const taken = await importResource(request, "cloud_thing.kept", "t-1");
    workspace.state = taken.state!;
    expect((await workspace.planned()).hasChanges).toBe(false);
    const again = await importResource({ ...request, state: workspace.state }, "cloud_thing.kept", "t-1");
    expect(errors(again.diagnostics)).toEqual(["Resource already managed"]);
    const elsewhere = await importResource(request, "cloud_thing.other", "t-1");
    expect(errors(elsewhere.diagnostics)).toEqual(["Resource does not exist in the configuration"]);
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
    const { cloud, workspace } = setUp(two);
    await workspace.up();
    workspace.write(`output "x" { value = 1 }`);
    cloud.steps.length = 0;
    const made = await workspace.planned();
    expect(renderPlan(made)).toContain("# (because cloud_thing.b is not in configuration)");
    await workspace.apply(made);
    expect(cloud.steps.filter(({ edge }) => edge === "end").map(({ name }) => name)).toEqual(["b", "a"]);
  });

  test("are kept apart by targets", async () => {
    const { cloud, workspace } = setUp(two);
    await workspace.up();
    await workspace.up({ mode: "destroy", targets: ["cloud_thing.b"] });
    expect(cloud.names()).toEqual(["a"]);
    await workspace.up({ targets: ["cloud_thing.a"] });
    expect(cloud.names()).toEqual(["a"]);
    expect((await workspace.plan({ targets: ["nonsense["] })).plan).toBeUndefined();
  });

  test("of a removed block with destroy = false are forgotten", async () => {
    const { cloud, workspace } = setUp(two);
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
