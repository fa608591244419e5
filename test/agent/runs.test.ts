import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { logOf, reached, useWorkshop, workshop, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });
const shop = useWorkshop(box);

const stateOf = async (workspace: string) => {
  const { status, body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
  return status === 404 ? null : body.data;
};

describe("a run on a real agent", () => {
  it("is planned and applied, with logs as tofu users know them, a plan in JSON and a state", async () => {
    const { where } = shop;
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      `variable "who" { default = "nobody" }
       resource "null_resource" "greeting" {
         count    = 2
         triggers = { who = var.who }
         provisioner "local-exec" { command = "echo hello \${self.triggers.who}" }
       }
       output "ids" { value = null_resource.greeting[*].id }`,
    );
    const run = await box.sandbox.run(workspace, undefined, { variables: [{ key: "who", value: "world" }] });
    expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied", hasChanges: true });
    const plan = await logOf(box.sandbox, run, "plan");
    expect(plan).toContain("# null_resource.greeting[0] will be created");
    expect(plan).toContain("Plan: 2 to add, 0 to change, 0 to destroy.");
    const apply = await logOf(box.sandbox, run, "apply");
    expect(apply).toContain("null_resource.greeting[1] (local-exec): hello world");
    expect(apply).toContain("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.");
    const planId = run.relationships.plan!.data.id;
    const { body: json } = await box.sandbox.get(`plans/${planId}/json-output`);
    expect(
      json.resource_changes.map(({ change }: never) => (change as { actions: string[] }).actions),
    ).toEqual([["create"], ["create"]]);
    expect((await box.sandbox.read("plans", planId)).attributes["resource-additions"]).toBe(2);
    const state = await stateOf(workspace);
    expect(state.attributes).toMatchObject({
      resources: [{ address: "null_resource.greeting", count: 2 }],
      outputs: [{ name: "ids" }],
    });
    const { body: file } = await box.sandbox.get(`state-versions/${state.id}/download`);
    expect(file).toMatchObject({ version: 4, serial: state.attributes.serial });
  });

  it("without changes makes no apply; a destroy run removes what is there", async () => {
    const { where } = shop;
    const workspace = await workspaceWith(box.sandbox, where, 'resource "null_resource" "a" {}');
    await reached(box.sandbox, await box.sandbox.run(workspace));
    const again = await box.sandbox.run(workspace);
    expect(await reached(box.sandbox, again)).toMatchObject({
      status: "planned_and_finished",
      hasChanges: false,
    });
    expect(await logOf(box.sandbox, again, "plan")).toContain("No changes.");
    const destroy = await box.sandbox.run(workspace, undefined, { "is-destroy": true });
    expect(await reached(box.sandbox, destroy)).toMatchObject({ status: "applied" });
    const apply = await box.sandbox.read("applies", destroy.relationships.apply!.data.id);
    expect(apply.attributes["resource-destructions"]).toBe(1);
    expect((await stateOf(workspace)).attributes.resources).toEqual([]);
  });

  it("that is dry plans and changes nothing", async () => {
    const { where } = shop;
    const workspace = await workspaceWith(box.sandbox, where, 'resource "null_resource" "a" {}');
    const run = await box.sandbox.run(workspace, undefined, { "is-dry": true });
    expect(await reached(box.sandbox, run)).toMatchObject({
      status: "planned_and_finished",
      hasChanges: true,
    });
    expect(await stateOf(workspace)).toBeNull();
  });

  it("applies exactly the plan that was confirmed", async () => {
    const { where } = shop;
    const workspace = await workspaceWith(box.sandbox, where, 'resource "null_resource" "a" {}', {
      "auto-apply": false,
    });
    const run = await box.sandbox.run(workspace);
    await reached(box.sandbox, run, "planned");
    await box.sandbox.upload(workspace, { "main.tf": 'resource "null_resource" "b" {}' });
    await box.sandbox.send("POST", `runs/${run.id}/actions/apply`);
    expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied" });
    expect((await stateOf(workspace)).attributes.resources).toMatchObject([{ address: "null_resource.a" }]);
  });

  it("that fails names the resource, and keeps what was done", async () => {
    const { where } = shop;
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      `resource "null_resource" "fine" {}
       resource "null_resource" "broken" {
         depends_on = [null_resource.fine]
         provisioner "local-exec" { command = "echo about to break; exit 7" }
       }`,
    );
    const run = await box.sandbox.run(workspace);
    const end = await reached(box.sandbox, run);
    expect(end.status).toBe("errored");
    expect(end.errorMessage).toMatch(/^null_resource\.broken: /);
    expect(await logOf(box.sandbox, run, "apply")).toContain("about to break");
    const { resources } = (await stateOf(workspace)).attributes;
    expect(resources.map(({ address }: { address: string }) => address)).toContain("null_resource.fine");
    const next = await box.sandbox.run(workspace, undefined, { "is-dry": true });
    await reached(box.sandbox, next);
    expect(await logOf(box.sandbox, next, "plan")).toMatch(/null_resource.broken is tainted, so/);
  });

  it("that cannot be planned says where", async () => {
    const { where } = shop;
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      "\n\nresource null_resource a { count = nope.x }\n",
    );
    const run = await box.sandbox.run(workspace);
    const end = await reached(box.sandbox, run);
    expect(end).toMatchObject({ status: "errored", errorMessage: expect.stringContaining("main.tf:3") });
    expect(await logOf(box.sandbox, run, "plan")).toContain("Error: ");
  });

  it("works in its working directory, with its var files and its targets", async () => {
    const { where } = shop;
    const files = {
      "stacks/one/main.tf": `
        variable "n" { type = number }
        resource "null_resource" "x" { count = var.n }
        resource "null_resource" "other" {}`,
      "stacks/one/prod.tfvars": "n = 3\n",
    };
    const workspace = await workspaceWith(box.sandbox, where, files, {
      "working-directory": "stacks/one",
      "var-files": ["prod.tfvars"],
    });
    const run = await box.sandbox.run(workspace, undefined, { "target-addrs": ["null_resource.x"] });
    expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied" });
    expect((await stateOf(workspace)).attributes.resources).toMatchObject([
      { address: "null_resource.x", count: 3 },
    ]);
  });

  it("takes its variables as text or, where they say so, as expressions", async () => {
    const { where } = shop;
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      `variable "text" {}
       variable "list" {}
       resource "null_resource" "a" { count = length(var.list) }
       output "text" { value = var.text }`,
    );
    const variables = [
      { key: "text", value: '["x"]' },
      { key: "list", value: '["a", "b"]', hcl: true },
    ];
    const run = await box.sandbox.run(workspace, undefined, { variables });
    expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied" });
    expect((await stateOf(workspace)).attributes).toMatchObject({
      resources: [{ address: "null_resource.a", count: 2 }],
      outputs: [{ name: "text", value: '["x"]' }],
    });
  });

  it("says that its working directory is not there", async () => {
    const { where } = shop;
    const workspace = await workspaceWith(box.sandbox, where, "", { "working-directory": "not-there" });
    const end = await reached(box.sandbox, await box.sandbox.run(workspace));
    expect(end).toMatchObject({
      status: "errored",
      errorMessage: "The working directory 'not-there' is not in the uploaded configuration.",
    });
  });

  it("sees an environment of its own: what is passed on, its shell variables, none of its agent's secrets", async () => {
    const where = await workshop(box.sandbox, { SECRET_OF_THE_AGENT: "hidden" });
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      'resource "null_resource" "env" {\n provisioner "local-exec" {\n command = "env | sort"\n }\n}',
    );
    const variables = [{ key: "LEVEL", value: "debug", category: "shell" }];
    const run = await box.sandbox.run(workspace, undefined, { variables });
    await reached(box.sandbox, run);
    const log = await logOf(box.sandbox, run, "apply");
    expect(log).toContain(`SCALR_RUN_ID=${run.id}`);
    expect(log).toContain("LEVEL=debug");
    for (const hidden of ["SECRET_OF_THE_AGENT", "SCALR_AGENT_TOKEN", where.token])
      expect(log).not.toContain(hidden);
  });
});
