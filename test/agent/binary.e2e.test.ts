import { spawnSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { place } from "../dispatch/protocol-agent.js";
import { gitProvider } from "../modules/stage.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { tofu } from "../support/tofu.js";
import { AgentProcess, joinedAgent } from "./agent-process.js";
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

/** Stands for `tofu`: its version is what `version` prints, and no plan has changes. */
function fakeProgram(version = 'echo "OpenTofu v1.10.0"', mode = 0o755): string {
  const program = join(temporaryFolder("scalr-sandbox-tofu-"), "tofu");
  writeFileSync(
    program,
    `#!/bin/sh
case "$1" in
  version) ${version} ;;
  plan) for each in "$@"; do case "$each" in -out=*) echo plan > "\${each#-out=}" ;; esac; done ;;
  show) echo '{"resource_changes":[]}' ;;
esac
`,
  );
  chmodSync(program, mode);
  return program;
}

describe("an agent whose executor cannot execute runs", () => {
  const MISSING =
    "cannot be run: the agent's machine has no such program. Install it, or start the agent with";
  const cases: readonly [string, () => string, string][] = [
    ["a path where nothing is", () => "/nowhere/tofu", `'/nowhere/tofu' ${MISSING}`],
    ["a name that is not on the PATH", () => "no-such-tofu", `'no-such-tofu' ${MISSING}`],
    [
      "a file that is not executable",
      () => fakeProgram("", 0o644),
      "cannot be run: the agent may not execute it",
    ],
    ["a folder", () => temporaryFolder("folder-"), "cannot be run: the agent may not execute it"],
    ["another program", () => fakeProgram("echo 7"), "is neither OpenTofu nor Terraform: it prints '7'"],
  ];

  it.each(cases)("says so at its start and exits: %s", async (_what, executor, message) => {
    const where = await place(box.sandbox);
    const env = { SCALR_AGENT_TOKEN: where.token, SCALR_AGENT_EXECUTOR: executor() };
    const agent = new AgentProcess(env);
    expect((await agent.ended).code).toBe(2);
    const said = agent.lines.map((line) => line.message).join("\n");
    expect(said).toContain(message);
    expect(said).toContain("SCALR_AGENT_EXECUTOR, such as auto.");
    expect(said).not.toContain("joined pool");
    expect(box.sandbox.simulator.store.find("agents", "pool", where.pool)).toEqual([]);
  });

  it("says so on the command line too", async () => {
    const { token } = await place(box.sandbox);
    const cli = join(import.meta.dirname, "../../dist/cli/main.js");
    const args = [cli, "agent", "--executor", "no-such-tofu"];
    const agent = new AgentProcess({ SCALR_AGENT_TOKEN: token }, onTestFinished, [], args);
    expect((await agent.ended).code).toBe(2);
    expect(agent.lines.map((line) => line.message)).toContainEqual(
      expect.stringContaining(`Error: 'no-such-tofu' ${MISSING}`),
    );
  });

  it("stays in a VCS pool, where it executes none", async () => {
    const { poolToken } = await gitProvider(box.sandbox);
    const agent = await joinedAgent("git", poolToken, { SCALR_AGENT_EXECUTOR: "no-such-tofu" });
    expect(agent.lines.map((line) => line.message)).toContainEqual(
      expect.stringMatching(/^'no-such-tofu' cannot be run.*A VCS pool has no runs to execute/),
    );
  });

  it("stays if its program may work later, and executes with it then", async () => {
    const broken = join(temporaryFolder("broken-"), "yes");
    writeFileSync(broken, "");
    const program = fakeProgram(`if [ -e ${broken} ]; then exit 3; fi; echo "OpenTofu v1.10.0"`);
    const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program });
    expect(where.agent.lines.map((line) => line.message)).toContainEqual(
      expect.stringContaining(`'${program}' cannot be run: Command failed`),
    );
    const workspace = await workspaceWith(box.sandbox, where, "");
    rmSync(broken);
    const end = await reached(box.sandbox, await box.sandbox.run(workspace));
    expect(end.status).toBe("planned_and_finished");
  });
});

it("a program that is removed while its agent runs fails the next run, which says so", async () => {
  const program = fakeProgram();
  const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program });
  rmSync(program);
  const end = await reached(box.sandbox, await box.sandbox.run(await workspaceWith(box.sandbox, where, "")));
  expect(end).toMatchObject({
    status: "errored",
    errorMessage:
      `'${program}' cannot be run: the agent's machine has no such program. ` +
      "Install it, or start the agent with another SCALR_AGENT_EXECUTOR, such as auto.",
  });
});

it("a program may be named by a path relative to where its agent is started", async () => {
  const program = relative(process.cwd(), fakeProgram());
  const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program });
  const end = await reached(box.sandbox, await box.sandbox.run(await workspaceWith(box.sandbox, where, "")));
  expect(end).toMatchObject({ status: "planned_and_finished", errorMessage: null });
});
