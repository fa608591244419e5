import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { describeWithTofu, tofu } from "../support/tofu.js";
import { cli } from "./support.js";

vi.setConfig({ testTimeout: 120_000 });

function folder(): string {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "main.tf"), 'resource "terraform_data" "x" {\n  input = "hi"\n}\n');
  return cwd;
}

test("an engine that is not installed is refused by name", async () => {
  const { code, stderr } = await cli(["plan", "--engine", "no-such-engine"], { cwd: folder() });
  expect(code).toBe(1);
  expect(stderr).toContain("--engine no-such-engine cannot be started: there is no such program");
});

test("a saved plan of the embedded engine is not given to another", async () => {
  const cwd = folder();
  await cli(["plan", "--out", "saved"], { cwd });
  const { code, stderr } = await cli(["apply", "saved", "--engine", "tofu"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("tofu apply");
});

describeWithTofu("another engine", () => {
  test("tofu plans and applies, and the embedded engine continues from its state", async () => {
    const cwd = folder();
    const planned = await cli(["plan", "--engine", tofu!, "--detailed-exitcode"], { cwd });
    expect(planned.code).toBe(2);
    expect(planned.stdout).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
    const applied = await cli(["apply", "--engine", tofu!, "--auto-approve"], { cwd });
    expect(applied.stdout).toContain("Apply complete! Resources: 1 added");
    expect((await cli(["plan", "--detailed-exitcode"], { cwd })).code).toBe(0);
    expect((await cli(["destroy", "--auto-approve"], { cwd })).stdout).toContain("Resources: 1 destroyed");
    expect((await cli(["plan", "--engine", tofu!, "--detailed-exitcode"], { cwd })).code).toBe(2);
  });

  test("tofu gets the providers of this package without a registry", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "more.tf"), 'resource "null_resource" "n" {}\n');
    // Whatever asks a registry fails.
    const env = { HOME: cwd, HTTPS_PROXY: "http://127.0.0.1:1" };
    const applied = await cli(["apply", "--engine", tofu!, "--auto-approve"], { cwd, env });
    expect(applied.stdout + applied.stderr).toContain("Apply complete! Resources: 2 added");
    expect((await cli(["plan", "--engine", tofu!, "--detailed-exitcode"], { cwd, env })).code).toBe(0);
  });
});
