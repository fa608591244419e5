import { spawn, spawnSync } from "node:child_process";
import { onTestFinished } from "vitest";
import { program, ranOf } from "../cli/support.js";

/** A user of the machine other than the one that runs the tests. It needs no entry in /etc/passwd. */
export const SECOND_USER = 61_777;

/** Only root can act as another user. Where the tests run as somebody else, those that need a second user are skipped. */
export const canSwitchUser = process.getuid?.() === 0;

/** What a test's name says where it is skipped. */
export const needsRoot = canSwitchUser ? "" : " (skipped: only root can act as a second user)";

/** Runs a script of Node as the second user and gives what it printed. @throws Error when the script fails */
export function asSecondUser(script: string, ...args: string[]): string {
  const done = spawnSync(process.execPath, ["--input-type=module", "-e", script, ...args], {
    uid: SECOND_USER,
    gid: SECOND_USER,
    cwd: "/",
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`The second user's script failed: ${done.stderr}`);
  return done.stdout;
}

/** Whether the second user may read a file: all folders above it have to let others pass. */
export function canRead(path: string): boolean {
  const script = `import { accessSync } from "node:fs"; try { accessSync(process.argv[1]); console.log("yes") } catch {}`;
  return canSwitchUser && asSecondUser(script, path).trim() === "yes";
}

/**
 * Runs the command line as the second user, with nothing in its environment but PATH and what is given. `text` is all that it
 * prints, with each gap and line break as one blank.
 */
export async function cliAsSecondUser(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly text: string }> {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    uid: SECOND_USER,
    gid: SECOND_USER,
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH, ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const { code, stdout, stderr } = await ranOf(child);
  return { code, text: `${stdout}${stderr}`.replace(/\s+/g, " ") };
}
