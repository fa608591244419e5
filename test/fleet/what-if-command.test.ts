import { beforeAll, describe, expect, it } from "vitest";
import { typed } from "../cli/support.js";
import { useSandbox } from "../support/sandbox.js";

describe("what-if and explain --all", () => {
  const given = useSandbox();
  const run = (...args: string[]) =>
    typed(args, { env: { SCALR_HOSTNAME: given.sandbox.url, SCALR_TOKEN: given.sandbox.token } });

  beforeAll(async () => {
    const { sandbox } = given;
    const dev = await sandbox.environment("dev");
    await sandbox.environment("production");
    const pool = await sandbox.pool("private");
    await sandbox.pool("other");
    await sandbox.workspace("api", dev.id);
    await sandbox.workspace("web", dev.id, {}, pool.id);
  });

  it("show where the runs of every workspace execute, and why", async () => {
    const { code, stdout } = await run("explain", "--all");
    expect(code).toBe(0);
    expect(stdout).toMatch(/dev\/api +scalr-runners +No pool/);
    expect(stdout).toMatch(/dev\/web +private +Workspace 'web'/);
  });

  it("name whose runs move, from where to where and why, and make nothing", async () => {
    const { code, stdout } = await run("what-if", "--account-default", "other");
    expect(code).toBe(0);
    expect(stdout).toContain("Runs of 1 workspace would move:");
    expect(stdout).toMatch(/dev\/api +scalr-runners +other +The account has as its default/);
    expect((await run("explain", "--all")).stdout).toMatch(/dev\/api +scalr-runners/);
  });

  it("name runs that would have no pool, and deletions that would be refused", async () => {
    const { stdout } = await run("what-if", "--access", "private=production", "--delete-pool", "private");
    expect(stdout).toContain("Refused: --delete-pool private. ");
    expect(stdout).toContain("would have no pool");
    expect(stdout).toMatch(/dev\/web +private +no pool/);
    const json = JSON.parse((await run("what-if", "--delete-environment", "dev", "--json")).stdout);
    expect(json).toMatchObject({ moves: [], refused: [], deleted: [{ name: "api" }, { name: "web" }] });
  });

  it.each([
    [["what-if"], 2, "What if what?"],
    [["what-if", "--link", "dev/api"], 2, "--link dev/api: write it as --link dev/api=private"],
    [["what-if", "--account-default", "ghost"], 1, 'There is no agent pool "ghost". There are:'],
    [["explain"], 2, "Name a workspace, or give --all"],
  ])("refuse %j", async (args, code, message) => {
    expect(await run(...args)).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });
});
