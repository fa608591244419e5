/** What is the same whatever executes a run: the embedded engine here, the real tofu in `test/interop`. */
import { expect, it } from "vitest";
import type { Sandbox } from "../support/sandbox.js";
import { logOf, reached, type Workshop, workspaceWith } from "./workshop.js";

interface Bench {
  readonly sandbox: Sandbox;
  readonly where: Workshop;
}

const outputsOf = async (sandbox: Sandbox, workspace: string) => {
  const { body } = await sandbox.get(`workspaces/${workspace}/current-state-version`);
  const outputs: { name: string; value: unknown }[] = body.data.attributes.outputs;
  return Object.fromEntries(outputs.map(({ name, value }) => [name, value]));
};

const positions = (log: string, parts: readonly string[]) => parts.map((part) => log.indexOf(part));

export function executorCases(bench: Bench): void {
  it("runs hooks before and after its phases, with an environment that they may add to", async () => {
    const { sandbox, where } = bench;
    const say = (text: string) => `echo "${text} $SCALR_TERRAFORM_OPERATION"`;
    const workspace = await workspaceWith(
      sandbox,
      where,
      `variable "made" {}
       variable "added" {}
       resource "terraform_data" "a" { input = "\${var.made} \${var.added}" }
       output "a" { value = terraform_data.a.output }`,
      {
        hooks: {
          "pre-init": `${say("[init]")}; echo 'made = "by a hook"' > made.auto.tfvars; echo TF_VAR_added=later >> "$SCALR_AGENT_ENV"`,
          "pre-plan": say("[before]"),
          "post-plan": `${say("[after]")}; echo "code $SCALR_TERRAFORM_EXIT_CODE"`,
          "pre-apply": say("[before]"),
          "post-apply": `${say("[after]")}; exit 7`,
        },
      },
    );
    const run = await sandbox.run(workspace);
    const end = await reached(sandbox, run);
    const plan = await logOf(sandbox, run, "plan");
    const inPlan = positions(plan, ["[init] plan", "[before] plan", "1 to add", "[after] plan", "code 0"]);
    expect(inPlan, plan).toEqual([...inPlan].sort((a, b) => a - b));
    expect(inPlan[0], plan).toBeGreaterThan(0);
    const apply = await logOf(sandbox, run, "apply");
    const inApply = positions(apply, ["[init] apply", "[before] apply", "1 added", "[after] apply"]);
    expect(inApply, apply).toEqual([...inApply].sort((a, b) => a - b));
    expect(inApply[0], apply).toBeGreaterThan(0);
    // What was applied is kept, although the hook after it failed.
    expect(end).toMatchObject({
      status: "errored",
      errorMessage: "The post-apply hook has failed: exit code 7. Its output is in the log.",
    });
    expect(await outputsOf(sandbox, workspace)).toEqual({ a: "by a hook later" });
  });

  it("goes no further when a hook fails", async () => {
    const { sandbox, where } = bench;
    const hooks = { "pre-plan": "echo it is Friday; false", "post-plan": "echo never" };
    const workspace = await workspaceWith(sandbox, where, 'output "a" { value = 1 }', { hooks });
    const run = await sandbox.run(workspace);
    const end = await reached(sandbox, run);
    expect(end).toMatchObject({
      status: "errored",
      errorMessage: "The pre-plan hook has failed: exit code 1. Its output is in the log.",
    });
    const log = await logOf(sandbox, run, "plan");
    expect(log).toContain("it is Friday");
    expect(log).not.toContain("never");
  });

  it("gives variables the run's word over files, as text or as expressions", async () => {
    const { sandbox, where } = bench;
    const files = {
      "stack/main.tf": `
        variable "text" { type = string }
        variable "list" { type = list(string) }
        variable "map" {}
        variable "file" {}
        output "all" { value = [var.text, join(",", var.list), var.map.key, var.file] }`,
      "stack/terraform.tfvars": 'text = "of the file"\nlist = []\nfile = "first"\n',
      "stack/prod.tfvars": 'file = "second"\ntext = "of the second file"\n',
    };
    const attributes = { "working-directory": "stack", "var-files": ["prod.tfvars"] };
    const workspace = await workspaceWith(sandbox, where, files, attributes);
    const text = 'a "quoted" $' + "{text}\nof two %{lines}";
    const variables = [
      { key: "text", value: text },
      { key: "list", value: '["a", "b"]' },
      { key: "map", value: '{ key = "value" }', hcl: true },
      { key: "undeclared", value: "is left out" },
    ];
    const run = await sandbox.run(workspace, undefined, { variables });
    const { status } = await reached(sandbox, run);
    expect(status, await logOf(sandbox, run, "plan")).toBe("applied");
    expect(await outputsOf(sandbox, workspace)).toEqual({ all: [text, "a,b", "value", "second"] });
  });

  it("leaves the values of sensitive variables out of its logs and its error", async () => {
    const { sandbox, where } = bench;
    const workspace = await workspaceWith(
      sandbox,
      where,
      `resource "terraform_data" "a" {
         provisioner "local-exec" {
           command = "printf 'the %s is %s' key hunter2-; printf hunter; sleep 0.2; printf '2 and all; %s' \\"$PASSWORD\\"; exit 1"
         }
       }`,
      { hooks: { "pre-init": 'printf "%s" "$PASSWORD" | tr o 0; echo "$PASSWORD"' } },
    );
    for (const [key, value] of Object.entries({ PASSWORD: "hunter2 and all", PIN: "12" }))
      await sandbox.create("vars", { key, value, category: "shell", sensitive: true }, { workspace });
    const run = await sandbox.run(workspace);
    const end = await reached(sandbox, run);
    const logs = `${await logOf(sandbox, run, "plan")}${await logOf(sandbox, run, "apply")}`;
    expect(logs).toContain("the key is");
    expect(logs).toContain("hunter2 and all".replace("o", "0").slice(0, 5));
    expect(`${logs}${end.errorMessage}`).not.toContain("hunter2 and all");
    expect(logs).toContain("***");
  });

  it("refreshes, replaces, targets and destroys as it is told", async () => {
    const { sandbox, where } = bench;
    const workspace = await workspaceWith(
      sandbox,
      where,
      `resource "terraform_data" "a" { input = "a" }
       resource "terraform_data" "b" { input = "b" }`,
    );
    const change = async (attributes: object) => {
      const run = await sandbox.run(workspace, undefined, attributes);
      const { status, plan } = await reached(sandbox, run);
      const counts = (await sandbox.read("plans", plan)).attributes;
      return [
        status,
        counts["resource-additions"],
        counts["resource-changes"],
        counts["resource-destructions"],
      ];
    };
    expect(await change({ "target-addrs": ["terraform_data.a"] })).toEqual(["applied", 1, 0, 0]);
    expect(await change({ "replace-addrs": ["terraform_data.a"] })).toEqual(["applied", 2, 0, 1]);
    expect(await change({ "refresh-only": true })).toEqual(["planned_and_finished", 0, 0, 0]);
    expect(await change({ refresh: false, "is-dry": true })).toEqual(["planned_and_finished", 0, 0, 0]);
    expect(await change({ "is-destroy": true })).toEqual(["applied", 0, 0, 2]);
  });
}
