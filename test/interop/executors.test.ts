/** Runs on agents that have the real tofu or the real terraform. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { joinedAgent } from "../agent/agent-process.js";
import { executorCases } from "../agent/executor-cases.js";
import { Gate, logOf, reached, type Workshop, workshop, workspaceWith } from "../agent/workshop.js";
import { place } from "../dispatch/protocol-agent.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { describeWith, describeWithEach, OPENTOFU, TERRAFORM } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox({ clock: "real" });

const SETTINGS = { "iac-platform": OPENTOFU.platform, "terraform-version": OPENTOFU.version };

/** One resource is made at once, the next waits at a gate. */
const GATED = (command: string) => `
  resource "terraform_data" "first" {}
  resource "terraform_data" "gated" {
    depends_on = [terraform_data.first]
    provisioner "local-exec" { command = "${command}" }
  }`;

async function addressesOf(workspace: string): Promise<string[]> {
  const { body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
  return body.data.attributes.resources.map(({ address }: { address: string }) => address);
}

/** Puts a program into a folder for SCALR_AGENT_CACHE_DIR. */
function provide(cache: string, path: string, how: (to: string) => void): void {
  mkdirSync(dirname(join(cache, path)), { recursive: true });
  how(join(cache, path));
}

describeWithEach(
  ({ name }) => `a run that the real ${name} executes`,
  (program) => {
    let where: Workshop;
    const atEnd = afterSuite();
    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program.path! }, atEnd);
    });
    executorCases({
      get sandbox() {
        return box.sandbox;
      },
      get where() {
        return where;
      },
    });

    it("keeps what was done when it is canceled", async () => {
      const gate = new Gate();
      const workspace = await workspaceWith(box.sandbox, where, GATED(gate.command("a")));
      const run = await box.sandbox.run(workspace);
      await gate.until(() => gate.begun("a"));
      await box.sandbox.send("POST", `runs/${run.id}/actions/cancel`);
      const end = await reached(box.sandbox, run);
      expect(end.status).toBe("canceled");
      expect(await addressesOf(workspace)).toContain("terraform_data.first");
    });

    it("is stopped when it takes longer than its workspace allows (run-operation-timeout)", async () => {
      const gate = new Gate();
      const workspace = await workspaceWith(box.sandbox, where, GATED(gate.command("a")), {
        "run-operation-timeout": 10,
      });
      const run = await box.sandbox.run(workspace);
      await gate.until(() => gate.begun("a"));
      await box.sandbox.advance("10m");
      const end = await reached(box.sandbox, run);
      expect(end).toMatchObject({
        status: "errored",
        errorMessage: expect.stringContaining("The apply took longer than the 10 minutes"),
      });
      gate.open();
      expect((await reached(box.sandbox, await box.sandbox.run(workspace))).status).toBe("applied");
    });

    it("has the Scalr provider from its agent, and Scalr's address", async () => {
      const { simulator } = box.sandbox;
      const name = `made-by-a-run-of-${program.name}-${process.pid}`;
      const text = `terraform {
      required_providers {
        scalr = { source = "registry.scalr.io/scalr/scalr" }
      }
    }
    resource "scalr_tag" "a" { name = "${name}" }`;
      const workspace = await workspaceWith(box.sandbox, where, text);
      const token = { key: "SCALR_TOKEN", value: simulator.token, category: "shell", sensitive: true };
      await box.sandbox.create("vars", token, { workspace });
      const run = await box.sandbox.run(workspace);
      const { status } = await reached(box.sandbox, run);
      expect(status, await logOf(box.sandbox, run, "plan")).toBe("applied");
      expect(await box.sandbox.list(`tags?filter[name]=${name}`)).toHaveLength(1);
    });

    it("ignores the backend of the configuration and a state beside it", async () => {
      const files = {
        "main.tf": 'terraform {\n  backend "s3" {}\n}\nresource "terraform_data" "a" {}\n',
        "terraform.tfstate": '{"version":4,"serial":9,"lineage":"x","resources":[],"outputs":{}}',
      };
      const workspace = await workspaceWith(box.sandbox, where, files);
      const run = await box.sandbox.run(workspace);
      expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied", errorMessage: null });
      const { body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
      expect(body.data.attributes.serial).toBeLessThan(9);
    });
  },
);

describeWith(TERRAFORM.path ? OPENTOFU : TERRAFORM, "which program an agent takes", () => {
  it("is the version that the workspace asks for, of the platform that it asks for", async () => {
    const cache = temporaryFolder("cache-");
    provide(cache, `opentofu/${OPENTOFU.version}/tofu`, (to) => symlinkSync(OPENTOFU.path!, to));
    provide(cache, `terraform/${TERRAFORM.version}/terraform`, (to) => symlinkSync(TERRAFORM.path!, to));
    provide(cache, "opentofu/9.9.9/tofu", (to) => {
      writeFileSync(to, "#!/bin/sh\nexit 1\n");
      chmodSync(to, 0o755);
    });
    const where = await workshop(box.sandbox, { SCALR_AGENT_CACHE_DIR: cache });
    const titleFor = async (platform: string, version: string) => {
      const settings = { "iac-platform": platform, "terraform-version": version };
      const text = 'resource "terraform_data" "a" {}';
      const workspace = await workspaceWith(box.sandbox, where, text, settings);
      const run = await box.sandbox.run(workspace);
      expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied", errorMessage: null });
      return (await logOf(box.sandbox, run, "plan")).split("\n")[0];
    };
    const tofuHere = new RegExp(`^Executed by OpenTofu ${OPENTOFU.version}\\S* \\(${cache}/opentofu/`);
    const minor = OPENTOFU.version.split(".").slice(0, 2).join(".");
    const asked = [
      ["opentofu", OPENTOFU.version, tofuHere],
      ["opentofu", minor, tofuHere],
      ["opentofu", "auto", tofuHere],
      ["terraform", TERRAFORM.version, /^Executed by Terraform \S+ \(\S+\/terraform\//],
      [
        "opentofu",
        "9.9.9",
        /^Executed by the embedded engine, .*: the workspace is set to OpenTofu 9\.9\.9, which this agent does not have; it has OpenTofu/,
      ],
      [
        "terraform",
        "1.5.6",
        /^Executed by the embedded engine, .*: the workspace is set to Terraform 1\.5\.6, which this agent does not have; it has Terraform/,
      ],
    ] as const;
    for (const [platform, version, title] of asked)
      expect(await titleFor(platform, version), `${platform} ${version}`).toMatch(title);
  });

  it("is the one that made the plan; an agent that has it not says so", async () => {
    const cache = temporaryFolder("cache-");
    provide(cache, `opentofu/${OPENTOFU.version}/tofu`, (to) => symlinkSync(OPENTOFU.path!, to));
    const where = await place(box.sandbox);
    const first = await joinedAgent("with-tofu", where.token, { SCALR_AGENT_CACHE_DIR: cache });
    const settings = { ...SETTINGS, "auto-apply": false };
    const text = 'resource "terraform_data" "a" {}';
    const workspace = await workspaceWith(box.sandbox, where, text, settings);
    const run = await box.sandbox.run(workspace);
    await reached(box.sandbox, run, "planned");
    await first.kill("SIGTERM");
    await joinedAgent("without-tofu", where.token, { PATH: dirname(process.execPath) });
    await box.sandbox.send("POST", `runs/${run.id}/actions/apply`);
    const end = await reached(box.sandbox, run);
    expect(end.status).toBe("errored");
    expect(end.errorMessage).toMatch(
      new RegExp(`^The plan was made by OpenTofu ${OPENTOFU.version}\\S*, which this agent does not have`),
    );
    expect(end.errorMessage).toContain("Then start the run again.");
  });

  it("is the embedded engine for a plan that it made, also where a program could", async () => {
    const where = await place(box.sandbox);
    const first = await joinedAgent("engine", where.token, { SCALR_AGENT_EXECUTOR: "embedded" });
    const settings = { ...SETTINGS, "auto-apply": false };
    const workspace = await workspaceWith(box.sandbox, where, 'resource "terraform_data" "a" {}', settings);
    const run = await box.sandbox.run(workspace);
    await reached(box.sandbox, run, "planned");
    await first.kill("SIGTERM");
    await joinedAgent("tofu", where.token, { SCALR_AGENT_EXECUTOR: OPENTOFU.path! });
    await box.sandbox.send("POST", `runs/${run.id}/actions/apply`);
    expect(await reached(box.sandbox, run)).toMatchObject({ status: "applied" });
    expect(await logOf(box.sandbox, run, "apply")).toContain("Executed by the embedded engine");
  });
});

describeWith(
  OPENTOFU,
  "a workspace that names no version, in a sandbox for the machine's own program",
  () => {
    const own = useSandbox({ clock: "real", workspaceProgram: "opentofu" });

    it("is executed by the program that is there, whichever version it is", async () => {
      const where = await place(own.sandbox);
      const path = temporaryFolder("own-program-");
      symlinkSync(OPENTOFU.path!, join(path, "tofu"));
      await joinedAgent("own-program", where.token, { PATH: `${path}:${process.env.PATH}` });
      const workspace = await workspaceWith(own.sandbox, where, 'resource "terraform_data" "a" {}');
      const run = await own.sandbox.run(workspace);
      expect(await reached(own.sandbox, run)).toMatchObject({ status: "applied" });
      expect(await logOf(own.sandbox, run, "plan")).toContain(`Executed by OpenTofu ${OPENTOFU.version}`);
    });
  },
);
