import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { tofu } from "../support/tofu.js";
import { logOf, reached, workshop, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });

/** A program of this machine, where there is one. */
const programs = [tofu ?? "tofu", "terraform"].filter(
  (program) => spawnSync(program, ["version"]).status === 0,
);

describe.skipIf(programs.length === 0)("an agent that executes with a binary", () => {
  it.each(programs)("plans, applies and destroys with %s", async (program) => {
    const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program });
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      `variable "who" {}
       resource "terraform_data" "greeting" { input = "hello \${var.who}" }
       output "greeting" { value = terraform_data.greeting.output }`,
    );
    const variables = [{ key: "who", value: "world" }];
    const run = await box.sandbox.run(workspace, undefined, { variables });
    expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied", hasChanges: true });
    expect(await logOf(box.sandbox, run, "apply")).toContain("Apply complete! Resources: 1 added");
    const plan = await box.sandbox.read("plans", run.relationships.plan!.data.id);
    expect(plan.attributes["resource-additions"]).toBe(1);
    const { body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
    expect(body.data.attributes.outputs).toMatchObject([{ name: "greeting", value: "hello world" }]);
    const again = await box.sandbox.run(workspace, undefined, { variables });
    expect((await reached(box.sandbox, again)).status).toBe("planned_and_finished");
    const destroy = await box.sandbox.run(workspace, undefined, { variables, "is-destroy": true });
    expect((await reached(box.sandbox, destroy)).status).toBe("applied");
  });

  it.each(programs)(
    "survives that a run removes the folder that its state is passed on in, with %s",
    async (program) => {
      const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program });
      const workspace = await workspaceWith(
        box.sandbox,
        where,
        `resource "terraform_data" "removes" {
         provisioner "local-exec" { command = "rm -rf ../out" }
       }
       resource "terraform_data" "after" { depends_on = [terraform_data.removes] }`,
      );
      const run = await box.sandbox.run(workspace);
      expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied" });
      expect(await logOf(box.sandbox, run, "apply")).toContain("A crash of the agent would lose what this");
      const { body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
      expect(body.data.attributes.resources).toHaveLength(2);
      const other = await box.sandbox.run(await workspaceWith(box.sandbox, where, ""));
      expect((await reached(box.sandbox, other)).status).toBe("planned_and_finished");
    },
  );

  it.each(programs)("names the resource that failed with %s", async (program) => {
    const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program });
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      'resource "terraform_data" "broken" {\n  provisioner "local-exec" {\n    command = "exit 3"\n  }\n}\n',
    );
    const end = await reached(box.sandbox, await box.sandbox.run(workspace));
    expect(end).toMatchObject({
      status: "errored",
      errorMessage: expect.stringMatching(/^terraform_data\.broken: local-exec provisioner error/),
    });
  });
});

it("says that the binary is not there", async () => {
  const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: "/nowhere/tofu" });
  const end = await reached(box.sandbox, await box.sandbox.run(await workspaceWith(box.sandbox, where, "")));
  expect(end).toMatchObject({
    status: "errored",
    errorMessage:
      "'/nowhere/tofu' cannot be run: the agent's machine has no such program. " +
      "Install it, or start the agent with another SCALR_AGENT_EXECUTOR, such as auto.",
  });
});
