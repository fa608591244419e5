import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { describeWithTofu, tofu } from "../support/tofu.js";
import { cli } from "./support.js";

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

  // Whatever asks a registry fails.
  const offline = (cwd: string) => ({ HOME: cwd, HTTPS_PROXY: "http://127.0.0.1:1" });

  test.each(["scalr/scalr", "Scalr/scalr", "registry.scalr.io/scalr/scalr"])(
    "tofu gets the provider of this package where it is called %s",
    async (source) => {
      const cwd = folder();
      writeFileSync(
        join(cwd, "more.tf"),
        `terraform {\n  required_providers {\n    scalr = { source = "${source}" }\n  }\n}\noutput "o" { value = provider::scalr::winning_pool(null, "apool-1", null).level }\n`,
      );
      const options = { cwd, env: offline(cwd) };
      const applied = await cli(["apply", "--engine", tofu!, "--auto-approve"], options);
      expect(applied.stdout + applied.stderr).toContain("Apply complete! Resources: 1 added");
      expect((await cli(["plan", "--engine", tofu!, "--detailed-exitcode"], options)).code).toBe(0);
      expect((await cli(["plan", "--detailed-exitcode"], options)).code).toBe(0);
    },
  );

  test("moves a null_resource to a terraform_data as the embedded engine does", async () => {
    const kept = [];
    for (const engine of ["embedded", tofu!]) {
      const cwd = folder();
      const run = (...args: string[]) => cli([...args, "--engine", engine], { cwd, env: offline(cwd) });
      const write = (text: string) => writeFileSync(join(cwd, "more.tf"), text);
      write('resource "null_resource" "n" {\n  count = 2\n  triggers = { a = "x", b = "y" }\n}\n');
      await run("apply", "--auto-approve");
      write(
        'resource "terraform_data" "d" {\n  count = 2\n  triggers_replace = { a = "x", b = "y" }\n}\nmoved {\n  from = null_resource.n\n  to   = terraform_data.d\n}\n',
      );
      expect((await run("apply", "--auto-approve")).stdout).toContain(
        "Resources: 0 added, 0 changed, 0 destroyed",
      );
      expect((await run("plan", "--detailed-exitcode")).code).toBe(0);
      const state = JSON.parse(readFileSync(join(cwd, "terraform.tfstate"), "utf8"));
      kept.push(
        JSON.stringify(state.resources)
          .replace(/"id":"\d+"/g, '"id":"<id>"')
          .replace(/"id":"[0-9a-f-]{36}"/g, '"id":"<id>"'),
      );
    }
    expect(JSON.parse(kept[0]!)).toEqual(JSON.parse(kept[1]!));
  });
});
