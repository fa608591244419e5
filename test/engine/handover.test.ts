/** A real OpenTofu takes over the engine's state and hands it back. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseState, serializeState } from "../../engine/index.js";
import { describeWithTofu, tofu as program } from "../support/tofu.js";
import { actions, Workspace } from "./support.js";

const env = { PATH: process.env.PATH, HOME: tmpdir(), CHECKPOINT_DISABLE: "1" };

function tofu(workspace: Workspace, ...args: string[]): string {
  const result = spawnSync(program!, [...args, "-no-color"], { cwd: workspace.dir, env, encoding: "utf8" });
  expect(result.status, `${args[0]}: ${result.stderr}\n${result.stdout}`).toBe(0);
  return result.stdout;
}

const config = (word: string) => `
  variable "secret" {
    default = "hush"
    sensitive = true
  }
  locals { all = { a = 1, b = "two", c = [true, null, 1.5], d = { e = 12345678901 } } }
  resource "terraform_data" "any" { input = merge(local.all, { word = "${word}" }) }
  resource "terraform_data" "counted" {
    count = 2
    input = "\${terraform_data.any.id}-\${count.index}"
  }
  resource "terraform_data" "each" {
    for_each = { "odd key" = 1, "q\\"uote" = 2 }
    input = each.value
    triggers_replace = [each.key]
    lifecycle { create_before_destroy = true }
  }
  resource "terraform_data" "secret" {
    input = { open = "o", hidden = var.secret }
    depends_on = [terraform_data.counted]
  }
  output "any" { value = terraform_data.any.output }
  output "secret" {
    value = var.secret
    sensitive = true
  }
`;

describeWithTofu("a real OpenTofu", () => {
  test("plans nothing on the engine's state, changes it, and the engine plans nothing on what it hands back", async () => {
    const workspace = new Workspace(config("one"));
    await workspace.up();
    const stored = join(workspace.dir, "terraform.tfstate");
    writeFileSync(stored, serializeState(workspace.state!));
    tofu(workspace, "init");
    expect(tofu(workspace, "plan", "-detailed-exitcode")).toContain("No changes.");

    workspace.write(config("two"));
    tofu(workspace, "apply", "-auto-approve");
    const back = parseState(readFileSync(stored, "utf8"));
    expect(back.lineage).toBe(workspace.state!.lineage);
    expect(back.serial).toBeGreaterThan(workspace.state!.serial);
    workspace.state = back;
    const made = await workspace.planned();
    expect(actions(made)).toEqual({});
    expect(made.hasChanges).toBe(false);

    workspace.write(config("three"));
    expect(actions(await workspace.planned())).toMatchObject({ "terraform_data.any": "update" });
    await workspace.up();
    writeFileSync(stored, serializeState(workspace.state!));
    expect(tofu(workspace, "plan", "-detailed-exitcode")).toContain("No changes.");
    tofu(workspace, "destroy", "-auto-approve");
  });

  test("takes over and hands back what is in modules", async () => {
    const files = (word: string) => ({
      "main.tf": `
        module "m" {
          source = "./m"
          for_each = { one = "${word}", "odd key" = "y" }
          text = each.value
        }
        module "n" {
          source = "./m"
          count = 1
          text = module.m["one"].text
          depends_on = [module.m]
        }
      `,
      "m/main.tf": `
        variable "text" {}
        resource "terraform_data" "a" { input = var.text }
        module "deep" {
          source = "../deep"
          parent = terraform_data.a.id
        }
        output "text" { value = terraform_data.a.output }
      `,
      "deep/main.tf": `
        variable "parent" {}
        resource "terraform_data" "leaf" {
          triggers_replace = var.parent
          lifecycle { create_before_destroy = true }
        }
      `,
    });
    const workspace = new Workspace(files("one"));
    await workspace.up();
    const stored = join(workspace.dir, "terraform.tfstate");
    writeFileSync(stored, serializeState(workspace.state!));
    tofu(workspace, "init");
    expect(tofu(workspace, "plan", "-detailed-exitcode")).toContain("No changes.");
    workspace.write(files("two"));
    tofu(workspace, "apply", "-auto-approve", '-replace=module.m["odd key"].terraform_data.a');
    workspace.state = parseState(readFileSync(stored, "utf8"));
    expect((await workspace.planned()).hasChanges).toBe(false);
    await workspace.up({ mode: "destroy" });
    writeFileSync(stored, serializeState(workspace.state!));
    expect(tofu(workspace, "plan", "-destroy")).toContain("No objects need to be destroyed");
  });

  test("finishes a replacement that the engine left half done", async () => {
    const text = (v: number, command: string) => `
      resource "terraform_data" "x" {
        triggers_replace = ${v}
        lifecycle { create_before_destroy = true }
        provisioner "local-exec" { command = "${command}" }
      }
    `;
    const workspace = new Workspace(text(1, "true"));
    await workspace.up();
    workspace.write(text(2, "false"));
    const failed = await workspace.apply(await workspace.planned());
    expect(failed.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    writeFileSync(join(workspace.dir, "terraform.tfstate"), serializeState(workspace.state!));
    workspace.write(text(2, "true"));
    tofu(workspace, "init");
    expect(tofu(workspace, "apply", "-auto-approve")).toContain("Plan: 1 to add, 0 to change, 2 to destroy.");
  });
});
