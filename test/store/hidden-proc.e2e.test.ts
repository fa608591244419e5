import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  canHideProc,
  hasTools,
  needsHiddenProc,
  needsTools,
  pathWithTools,
  WITHOUT_PROC,
} from "../support/hidden-proc.js";
import { temporaryFolder } from "./folder.js";

const STORE = join(import.meta.dirname, "../../dist/simulator/platform/store/index.js");

/** A process without `/proc` that opens the folder and holds it, or ends; and the line that says which. */
async function opener(dir: string, env: Readonly<Record<string, string>> = {}) {
  const script = `
    import { openStore } from ${JSON.stringify(STORE)};
    try {
      await openStore({ dir: ${JSON.stringify(dir)}, schema: { shelves: {}, books: {} } });
      console.log("open");
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(error.name + ": " + error.message);
    }`;
  const [first, ...rest] = [...WITHOUT_PROC, process.execPath, "--input-type=module", "-e", script];
  const child: ChildProcessByStdio<null, Readable, null> = spawn(first!, rest, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, line };
}

async function killed({ child }: Awaited<ReturnType<typeof opener>>): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

const ownerOf = (dir: string) => JSON.parse(readFileSync(join(dir, "owner.json"), "utf8"));

/** A folder that says it belongs to a process with this test's number, which started in 2001. */
async function folderOfEarlierProcess(): Promise<string> {
  const dir = temporaryFolder();
  await killed(await opener(dir));
  const owner = { host: hostname(), pid: process.pid, started: "Mon Jan  1 00:00:00 2001" };
  writeFileSync(join(dir, "owner.json"), JSON.stringify(owner));
  return dir;
}

describe.runIf(canHideProc)(`the lock of a data folder without /proc and ps${needsHiddenProc}`, () => {
  it("keeps others out while its owner lives, and is taken over once it was killed", async () => {
    const dir = temporaryFolder();
    const first = await opener(dir);
    expect(first.line).toBe("open");
    expect(ownerOf(dir)).toEqual({ host: hostname(), pid: first.child.pid, started: null });
    const second = await opener(dir);
    expect(second.line).toMatch(
      /^FolderLockedError: .* is in use by process \d+; stop it, or choose another/,
    );
    await killed(first);
    expect((await opener(dir)).line).toBe("open");
  });

  it("says of a process with the owner's number that it may be another one, and what to do", async () => {
    const dir = await folderOfEarlierProcess();
    expect((await opener(dir)).line).toBe(
      `FolderLockedError: The data folder ${dir} is in use by process ${process.pid}; stop it, or choose another folder. This ` +
        `system does not show when process ${process.pid} started: if it is not a sandbox, delete ${join(dir, "owner.json")} and try again.`,
    );
  });
});

describe.runIf(hasTools)(`the lock of a data folder where ps takes the place of /proc${needsTools}`, () => {
  it("keeps others out while its owner lives, and notes when that started", async () => {
    const env = { PATH: pathWithTools() };
    const dir = temporaryFolder();
    const first = await opener(dir, env);
    expect(first.line).toBe("open");
    const { pid, started } = ownerOf(dir);
    expect(pid).toBe(first.child.pid);
    expect(Math.abs(Date.parse(`${started} UTC`) - Date.now())).toBeLessThan(60_000);
    const second = await opener(dir, env);
    expect(second.line).toBe(
      `FolderLockedError: The data folder ${dir} is in use by process ${pid}; stop it, or choose another folder.`,
    );
  });

  it("tells a later process with the owner's number from the owner, and takes the folder over", async () => {
    const dir = await folderOfEarlierProcess();
    expect((await opener(dir, { PATH: pathWithTools() })).line).toBe("open");
  });
});
