/** What cdktf writes for modules: JSON, and copies of local ones as assets. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider/index.js";
import { App, TerraformHclModule, TerraformOutput, TerraformStack, Token } from "cdktf";
import { expect, onTestFinished, test } from "vitest";
import { actions, Workspace } from "./support.js";

function temporary(): string {
  const dir = mkdtempSync(join(tmpdir(), "cdktf-modules-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

test("a cdktf stack's local modules are planned and applied from where synth copied them", async () => {
  const outdir = temporary();
  const project = temporary();
  mkdirSync(join(project, "site", "leaf"), { recursive: true });
  writeFileSync(
    join(project, "site", "main.tf"),
    `
    variable "name" { type = string }
    variable "sizes" { type = map(number) }
    resource "null_resource" "a" {
      for_each = var.sizes
      triggers = { name = var.name, size = each.value, note = trimspace(file("\${path.module}/note.txt")) }
    }
    module "leaf" { source = "./leaf" }
    output "ids" { value = { for k, r in null_resource.a : k => r.id } }
    `,
  );
  writeFileSync(join(project, "site", "note.txt"), "noted\n");
  writeFileSync(join(project, "site", "leaf", "main.tf"), 'resource "null_resource" "leaf" {}');

  // The cdktf command gives the paths of local modules so, from cdktf.json.
  const source = relative(process.cwd(), join(project, "site"));
  const app = new App({
    outdir,
    context: { cdktfRelativeModules: [source], cdktfStaticModuleAssetHash: "copy" },
  });
  const stack = new TerraformStack(app, "modular");
  new NullProvider(stack, "null");
  const other = new NullProvider(stack, "other", { alias: "other" });
  const first = new TerraformHclModule(stack, "first", {
    source,
    variables: { name: "first", sizes: { small: 1, large: 2 } },
  });
  const second = new TerraformHclModule(stack, "second", {
    source,
    variables: { name: Token.asString(first.get('ids["small"]')), sizes: { only: 3 } },
    providers: [other],
    dependsOn: [first],
  });
  new TerraformOutput(stack, "ids", { value: second.get("ids") });
  app.synth();

  const dir = join(outdir, "stacks", "modular");
  expect(readdirSync(dir)).toContain("assets");
  const workspace = new Workspace();
  const options = { dir };
  const made = await workspace.planned(options);
  expect(actions(made)).toEqual({
    'module.first.null_resource.a["large"]': "create",
    'module.first.null_resource.a["small"]': "create",
    "module.first.module.leaf.null_resource.leaf": "create",
    'module.second.null_resource.a["only"]': "create",
    "module.second.module.leaf.null_resource.leaf": "create",
  });
  await workspace.apply(made);
  const stored = workspace.state!.resources.find(
    ({ module, name }) => module === "module.second" && name === "a",
  )!;
  expect(stored.provider).toMatch(/\.other$/);
  const ids = workspace.state!.resources.find(
    ({ module, name }) => module === "module.first" && name === "a",
  )!;
  const small = ids.instances.find(({ index_key }) => index_key === "small")!.attributes as { id: string };
  expect(stored.instances[0]!.attributes).toMatchObject({
    triggers: { name: small.id, size: "3", note: "noted" },
  });
  expect((await workspace.planned(options)).hasChanges).toBe(false);
});
