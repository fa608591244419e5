import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { linkDependencies } from "../../../cli/demo/stage/package-links.js";
import { type Sandbox, SandboxError, StackError, startSandbox } from "../../../cli/testing/index.js";
import { AgentPool, Environment, ScalrProvider, Workspace } from "../../../provider/constructs/index.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const PROVIDER = `terraform {
  required_providers {
    scalr = { source = "registry.scalr.io/scalr/scalr" }
  }
}
`;
const hcl = (text: string, name?: string) => ({
  files: { "main.tf": PROVIDER + text },
  ...(name && { name }),
});

class Pools extends TerraformStack {
  constructor(
    scope: App,
    id: string,
    readonly names: readonly string[],
  ) {
    super(scope, id);
    new ScalrProvider(this, "scalr");
    for (const name of names) new AgentPool(this, name, { name });
  }
}

const names = () => sandbox.pools().map(({ name }) => name);

describe("a function that declares", () => {
  it("is applied, changed and destroyed, and says what it did", async () => {
    const { changes } = await sandbox.apply((app) => new Pools(app, "pools", ["a", "b"]));
    expect(changes).toEqual([
      { stack: "pools", address: "scalr_agent_pool.a", action: "create" },
      { stack: "pools", address: "scalr_agent_pool.b", action: "create" },
    ]);
    expect(names()).toEqual(["a", "b"]);
    expect(await sandbox.plan((app) => new Pools(app, "pools", ["a", "b"]))).toEqual([]);
    const changed = await sandbox.apply((app) => new Pools(app, "pools", ["a"]));
    expect(changed.changes).toEqual([{ stack: "pools", address: "scalr_agent_pool.b", action: "delete" }]);
    expect(names()).toEqual(["a"]);
    await sandbox.destroy((app) => new Pools(app, "pools", ["a"]));
    expect(names()).toEqual([]);
  });

  it("may declare stacks that use each other's outputs, and leaves no file where the test runs", async () => {
    const declare = (app: App) => {
      const base = new TerraformStack(app, "base");
      new ScalrProvider(base, "scalr");
      const environment = new Environment(base, "dev", { name: "dev" });
      const upper = new TerraformStack(app, "upper");
      new ScalrProvider(upper, "scalr");
      new Workspace(upper, "app", { name: "app", environment });
    };
    const { changes } = await sandbox.apply(declare);
    expect(changes.map(({ stack, address }) => `${stack} ${address}`)).toEqual([
      "base scalr_environment.dev",
      "upper scalr_workspace.app",
    ]);
    expect(await sandbox.poolOf("dev/app")).toBe("scalr-runners");
    expect(existsSync("terraform.base.tfstate")).toBe(false);
    const destroyed = await sandbox.destroy(declare);
    expect(destroyed.changes.map(({ stack }) => stack)).toEqual(["upper", "base"]);
  });

  it("throws what its constructs throw", async () => {
    await expect(
      sandbox.apply((app) => {
        const stack = new Pools(app, "pools", []);
        new AgentPool(stack, "twice", { name: "a" });
        new AgentPool(stack, "twice", { name: "b" });
      }),
    ).rejects.toThrow("There is already a Construct with name 'twice'");
  });

  it("must declare something", async () => {
    await expect(sandbox.apply(() => {})).rejects.toThrow("The app declares no stack");
  });
});

describe("an app", () => {
  it.each([
    ["of its own", (outdir: string) => new App({ outdir })],
    ["of cdktf's testing", (outdir: string) => Testing.app({ outdir })],
  ])("%s is synthesized elsewhere than into its folder, again and again", async (_, create) => {
    const outdir = mkdtempSync(join(tmpdir(), "app-"));
    onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
    const app = create(outdir);
    const stack = new Pools(app, "pools", ["a"]);
    await sandbox.apply(app);
    new AgentPool(stack, "late", { name: "late" });
    await sandbox.apply(app);
    expect(names()).toEqual(["a", "late"]);
    expect(existsSync(join(outdir, "manifest.json"))).toBe(false);
    app.synth();
    expect(existsSync(join(outdir, "manifest.json"))).toBe(true);
  });
});

describe("folders and files", () => {
  it("applies a cdktf app by its folder, and what one was synthesized into", async () => {
    const folder = mkdtempSync(join(tmpdir(), "folder-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    linkDependencies(folder);
    const quickstart = join(folder, "quickstart");
    cpSync(join(import.meta.dirname, "..", "..", "..", "examples", "quickstart"), quickstart, {
      recursive: true,
      filter: (source) => !source.includes("cdktf.out"),
    });
    const { changes } = await sandbox.apply(quickstart);
    expect(changes).toHaveLength(30);
    expect(await sandbox.poolOf("development/api")).toBe("private");
    expect(await sandbox.plan(join(quickstart, "cdktf.out"))).toEqual([]);
  });

  it("applies text with variables and gives its outputs, sensitive ones too", async () => {
    const target = hcl(`
      variable "names" { type = list(string) }
      resource "scalr_agent_pool" "each" {
        for_each = toset(var.names)
        name     = each.key
      }
      resource "scalr_agent_pool_token" "a" { agent_pool_id = scalr_agent_pool.each["a"].id }
      output "count" { value = length(scalr_agent_pool.each) }
      output "token" {
        value     = scalr_agent_pool_token.a.token
        sensitive = true
      }`);
    const { outputs } = await sandbox.apply(target, { variables: { names: ["a", "b"] } });
    expect(outputs.count).toBe(2);
    expect(outputs.token).toMatch(/^eyJ/);
    expect(names()).toEqual(["a", "b"]);
  });

  it("keeps texts of different names apart", async () => {
    await sandbox.apply(hcl('resource "scalr_agent_pool" "a" { name = "a" }', "one"));
    await sandbox.apply(hcl('resource "scalr_agent_pool" "b" { name = "b" }', "two"));
    expect(names()).toEqual(["a", "b"]);
  });

  it("says where a configuration is wrong", async () => {
    const failing = sandbox.apply(hcl('resource "scalr_agent_pool" "a" { nmae = "a" }'));
    await expect(failing).rejects.toBeInstanceOf(StackError);
    await expect(failing).rejects.toThrow(
      /The stack files could not be planned:[\s\S]*nmae[\s\S]*main\.tf line 6/,
    );
  });

  it("continues from what was applied before something failed", async () => {
    const good = 'resource "scalr_agent_pool" "a" { name = "a" }\n';
    const bad = 'resource "scalr_workspace" "w" {\n name = "w"\n environment_id = "env-none"\n}\n';
    await expect(sandbox.apply(hcl(good + bad))).rejects.toThrow(/could not be applied:[\s\S]*env-none/);
    expect(names()).toEqual(["a"]);
    expect(await sandbox.plan(hcl(good))).toEqual([]);
  });

  it("refuses what is nothing to apply, and files outside", async () => {
    await expect(sandbox.apply(undefined as never)).rejects.toThrow("There is nothing to apply: give");
    await expect(sandbox.apply(join(tmpdir(), "no-such-folder"))).rejects.toThrow("There is no folder");
    await expect(sandbox.apply({ files: { "../main.tf": "" } })).rejects.toThrow('Leave the ".." out');
  });
});

it("names the pools that there are when it is asked for another", async () => {
  expect(() => sandbox.pool("a")).toThrow("There is none at all");
  await sandbox.apply((app) => {
    new TerraformOutput(new Pools(app, "pools", ["b"]), "out", { value: "x" });
  });
  expect(() => sandbox.pool("a")).toThrow('There is no pool "a" in the sandbox. There are: "b".');
  expect(() => sandbox.pool("a")).toThrow(SandboxError);
});
