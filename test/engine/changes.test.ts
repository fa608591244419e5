/** What a plan finds and an apply does, on objects that others change too. */
import { describe, expect, test } from "vitest";
import { renderPlan } from "../../engine/index.js";
import { Value } from "../../engine/values/index.js";
import type { Cloud } from "./cloud.js";
import { actions, errorsIn, inCloud } from "./support.js";

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
    const { cloud, workspace } = inCloud(files);
    await workspace.up();
    cloud.change("a", { size: Value.number(5) });
    const made = await workspace.planned();
    expect(actions(made)).toEqual({ "cloud_thing.a": "update" });
    expect(made.drift.map(({ address, action }) => [address, action])).toEqual([["cloud_thing.a", "update"]]);
    await workspace.apply(made);
    expect((await workspace.planned()).hasChanges).toBe(false);
  });

  test("of an object that is gone makes it anew", async () => {
    const { cloud, workspace } = inCloud(files);
    await workspace.up();
    cloud.remove("a");
    const made = await workspace.planned();
    expect(actions(made)).toEqual({ "cloud_thing.a": "create", "cloud_thing.b": "update" });
    expect(renderPlan(made)).toContain("# cloud_thing.a has been deleted");
    await workspace.apply(made);
    expect(cloud.names()).toEqual(["a", "b"]);
  });

  test("is only written down by a refresh-only plan", async () => {
    const { cloud, workspace } = inCloud(files);
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
    const { cloud, workspace } = inCloud(files);
    await workspace.up();
    cloud.change("a", { size: Value.number(5) });
    expect((await workspace.planned({ refresh: false })).hasChanges).toBe(false);
    expect(workspace.lines).toEqual([]);
  });
});

describe("data sources", () => {
  test("are read while planning when all is known, else when applying", async () => {
    const { workspace } = inCloud(`
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
    const { workspace } = inCloud(`data "cloud_lookup" "x" { name = "missing" }`);
    const { diagnostics } = await workspace.plan();
    expect(diagnostics).toMatchObject([
      { summary: "Nothing found", address: "data.cloud_lookup.x", range: { file: "main.tf" } },
    ]);
  });
});

test("a data source in a check block warns and stops nothing", async () => {
  const { workspace } = inCloud(`
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
    const { cloud, workspace } = inCloud(files("one"));
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
    const { cloud, workspace } = inCloud(files("one", true));
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
    const { cloud, workspace } = inCloud(files("one", true));
    await workspace.up();
    workspace.write(files("two", true));
    cloud.halfBroken.add("base");
    const failed = await workspace.apply(await workspace.planned());
    expect(errorsIn(failed.diagnostics)).toEqual(["The cloud refused"]);
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
    const { cloud, workspace } = inCloud(files("one", true));
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
    const { cloud, workspace } = inCloud(files);
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
    const { cloud, workspace } = inCloud(files);
    cloud.throwing.add("b");
    const outcome = await workspace.apply(await workspace.planned());
    expect(outcome.diagnostics).toMatchObject([{ summary: "Unexpected failure" }]);
    expect(outcome.diagnostics[0]!.detail).toMatch(/cloud_thing\.b.*the cloud fell down over b/);
    expect(workspace.state!.resources.map(({ name }) => name)).toEqual(["a", "other"]);
  });

  test("hands on the state as it grows", async () => {
    const { workspace } = inCloud(files);
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
    const { workspace } = inCloud(files(1));
    const first = await workspace.planned();
    await workspace.up();
    const { state } = workspace;
    const outcome = await workspace.apply(first);
    expect(errorsIn(outcome.diagnostics)).toEqual(["Saved plan is stale"]);
    expect(outcome.state).toEqual(state);
  });

  test("is refused when the configuration was changed", async () => {
    const { cloud, workspace } = inCloud(files(1));
    const made = await workspace.planned();
    workspace.write(files(2));
    const outcome = await workspace.apply(made);
    expect(errorsIn(outcome.diagnostics)).toEqual(["The configuration was changed after the plan"]);
    expect(cloud.names()).toEqual([]);
  });

  test("keeps the variables that it was made with", async () => {
    const { cloud, workspace } = inCloud(`
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
