import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { program } from "../cli/support.js";
import { withWorkspace } from "../fleet/one-workspace.js";
import { temporaryFolder, up } from "../support/process.js";
import { canRead, cliAsSecondUser, needsRoot, SECOND_USER } from "../support/second-user.js";

/** Commands that look for the sandbox of the folder, each with the arguments that it needs. */
const COMMANDS: readonly (readonly string[])[] = [
  ["status"],
  ["open", "--print"],
  ["down"],
  ["env"],
  ["top"],
  ["explain", "--all"],
  ["runs", "list"],
  ["ca", "export"],
  ["plan"],
  ["up", "--port", "0"],
];

/** A folder with a sandbox that runs, which belongs to root. */
async function shared() {
  const folder = temporaryFolder("shared-");
  chmodSync(folder, 0o755);
  const below = join(folder, "below");
  mkdirSync(below);
  writeFileSync(join(below, "main.tf"), withWorkspace("api"));
  chownSync(below, SECOND_USER, SECOND_USER);
  const dataDir = join(folder, ".scalr-sandbox");
  const { url, token } = await up("--data-dir", dataDir);
  return { folder, below, dataDir, url, token };
}

const WAY_OUT = "set SCALR_HOSTNAME to its address and SCALR_TOKEN to a token of yours";

describe.runIf(canRead(program))(`in a folder whose sandbox belongs to another user${needsRoot}`, () => {
  it("every command says whose it is", async () => {
    const { folder, below, dataDir } = await shared();
    const text = expect.stringContaining(
      `${dataDir} is not safe to use: it belongs to user ${process.getuid!()}, and this program runs as user ${SECOND_USER}.`,
    );
    const told = COMMANDS.map(async (args) => ({
      args,
      ...(await cliAsSecondUser(args, args[0] === "up" ? folder : below)),
    }));
    expect(await Promise.all(told)).toEqual(COMMANDS.map((args) => ({ args, code: 8, text })));
  });

  it("the message says how to use the sandbox all the same", async () => {
    const { folder, dataDir, url, token } = await shared();
    const told = { code: 8, text: expect.stringContaining(WAY_OUT) };
    expect(await cliAsSecondUser(["status"], folder)).toEqual(told);
    expect(await cliAsSecondUser(["status", "--data-dir", dataDir], "/")).toEqual(told);
    const env = { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
    expect(await cliAsSecondUser(["status"], folder, env)).toMatchObject({ code: 0 });
  });

  it("what has nothing to do with Scalr is planned and applied there", async () => {
    const { below } = await shared();
    writeFileSync(join(below, "main.tf"), 'output "greeting" {\n  value = "hello"\n}\n');
    for (const args of [["validate"], ["apply", "--auto-approve"], ["output", "greeting"]])
      expect({ args, ...(await cliAsSecondUser(args, below)) }).toMatchObject({ args, code: 0 });
  });

  it("a folder that may not be looked into is not taken for one without a sandbox", async () => {
    const { folder, dataDir } = await shared();
    chmodSync(folder, 0o700);
    expect(await cliAsSecondUser(["status", "--data-dir", dataDir], "/")).toEqual({
      code: 8,
      text: expect.stringContaining(`${dataDir} cannot be used: permission denied. Check the permissions`),
    });
    // Of the user's own too.
    chownSync(dataDir, SECOND_USER, SECOND_USER);
    chmodSync(dataDir, 0o000);
    chmodSync(folder, 0o755);
    expect(await cliAsSecondUser(["status"], folder)).toEqual({
      code: 8,
      text: expect.stringContaining("permission denied"),
    });
  });
});
