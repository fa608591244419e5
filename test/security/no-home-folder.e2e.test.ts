import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { program } from "../cli/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { canRead, cliAsSecondUser, needsRoot, SECOND_USER } from "../support/second-user.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

/** A folder of the second user, who has no entry among the system's users: without HOME, that user has no home folder. */
function folderWith(main: string): string {
  const folder = temporaryFolder("homeless-");
  chmodSync(folder, 0o755);
  const own = join(folder, "own");
  mkdirSync(own);
  writeFileSync(join(own, "main.tf"), main);
  chownSync(own, SECOND_USER, SECOND_USER);
  return own;
}

const READS = (path: string) => `output "read" {\n  value = length(file("${path}"))\n}\n`;

describe.runIf(canRead(program))(`a user without a home folder${needsRoot}`, () => {
  it("plans what reads files, and is told what ~ lacks", async () => {
    const folder = folderWith(READS("main.tf"));
    expect(await cliAsSecondUser(["plan"], folder)).toMatchObject({
      code: 0,
      text: expect.stringContaining("+ read = "),
    });
    writeFileSync(join(folder, "main.tf"), READS("~/notes"));
    expect(await cliAsSecondUser(["plan"], folder)).toMatchObject({
      code: 1,
      text: expect.stringContaining("failed to expand ~: this user has no home"),
    });
  });

  it("is told which host of a module does not answer", async () => {
    const folder = folderWith('module "m" {\n  source = "localhost:1/a/b/c"\n}\n');
    const { code, text } = await cliAsSecondUser(["plan"], folder);
    expect(code).toBe(1);
    expect(text).not.toMatch(/uv_os_homedir|ENOENT/);
    expect(text).toContain("localhost:1");
  });

  it("gets the settings of a sandbox for tofu", async () => {
    const folder = folderWith("");
    const { url, token } = await up("--data-dir", join(temporaryFolder(), "data"), "--https-port", "0");
    const env = { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
    const got = await cliAsSecondUser(["env", "--ca-file", join(folder, "ca.pem")], folder, env);
    expect(got).toMatchObject({ code: 0, text: expect.stringContaining(`export SCALR_HOSTNAME=`) });
  });
});

describeWithTofu("a user without a home folder, with tofu", () => {
  it.runIf(canRead(program) && canRead(tofu!))("plans", { timeout: 60_000 }, async () => {
    const folder = folderWith(READS("main.tf"));
    expect(await cliAsSecondUser(["plan", "--engine", tofu!], folder)).toMatchObject({
      code: 0,
      text: expect.stringContaining("+ read = "),
    });
  });
});
