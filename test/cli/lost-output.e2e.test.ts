import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";

import { temporaryFolder } from "../support/process.js";
import { cleanEnvironment, program, typed } from "./support.js";

/** A device of Linux that is always full. */
const FULL = "/dev/full";

test.skipIf(!existsSync(FULL))(
  "a result that finds a full disk is a failure, told in a sentence",
  async () => {
    const full = openSync(FULL, "w");
    onTestFinished(() => closeSync(full));
    const child = spawn(process.execPath, [program, "--help"], {
      env: cleanEnvironment(),
      stdio: ["ignore", full, "pipe"],
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    const [stderr, code] = [await text(child.stderr!), await ended];
    expect(code).toBe(1);
    expect(stderr).toContain("Error: Standard output cannot be written: no space is left on the device.");
    expect(stderr).not.toMatch(/\n\s+at /);
  },
);

test.skipIf(!existsSync(FULL))("up fails where nobody can learn its address", async () => {
  const full = openSync(FULL, "w");
  onTestFinished(() => closeSync(full));
  const child = spawn(process.execPath, [program, "up", "--memory", "--port", "0", "--no-https"], {
    env: cleanEnvironment(),
    cwd: temporaryFolder(),
    stdio: ["ignore", full, "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise((resolve) => child.once("close", resolve));
  const [stderr, code] = [await text(child.stderr!), await ended];
  expect(code).toBe(1);
  expect(stderr).toContain("Error: Standard output cannot be written: no space is left on the device.");
});

test("an error of the system names the file, why, and what to do", async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await typed(["show", folder]);
  expect(code).toBe(1);
  expect(stderr).toBe(`Error: ${folder} cannot be read: it is a folder, not a file. Name a file.\n`);
});
