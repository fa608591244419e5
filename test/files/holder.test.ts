import { type ChildProcessByStdio, spawn } from "node:child_process";
import { hostname } from "node:os";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { expect, it, onTestFinished } from "vitest";
import { type Holder, lookAtPs, stateOf, thisProcess } from "../../files/holder.js";

/** A shell that starts a program and never asks how it ended, as the first process of a container may do. */
async function zombie(): Promise<number> {
  // The shell becomes another one and then a program, which do not know its child. That one ends when standard input does, which
  // a shell replaces by /dev/null for what it starts in the background.
  const parent: ChildProcessByStdio<Writable, Readable, null> = spawn(
    "/bin/sh",
    ["-c", 'exec 3<&0; cat <&3 >/dev/null & exec /bin/sh -c "echo $!; exec sleep 60"'],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  onTestFinished(() => void parent.kill("SIGKILL"));
  for await (const line of createInterface({ input: parent.stdout })) return Number(line);
  throw new Error("The shell did not start.");
}

it("takes itself for running", () => {
  expect(stateOf(thisProcess())).toBe("running");
});

it.skipIf(process.platform === "win32")(
  "takes a process that was killed for ended, though its parent never notices",
  async () => {
    const pid = await zombie();
    const holder: Holder = { host: hostname(), pid, started: lookAtPs(pid).started };
    process.kill(pid, "SIGKILL");
    await expect.poll(() => stateOf(holder)).toBe("ended");
    // It is still there for whoever only asks whether there is such a process.
    expect(() => process.kill(pid, 0)).not.toThrow();
  },
);
