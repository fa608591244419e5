import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";
import { cleanEnvironment, program } from "../support.js";
import { Watched } from "./support.js";

// That of util-linux, which makes a terminal for one command.
const hasScript = spawnSync("script", ["--version"]).stdout?.includes("util-linux") ?? false;

const ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

const box = useSandbox();
const LONG = "a-pool-with-a-name-that-is-long-enough-to-reach-the-edge-of-any-terminal";

beforeAll(async () => {
  await box.sandbox.pool(LONG);
});

/** `scalr-sandbox top` on a terminal of 24 lines and 100 columns; `tty` is the terminal's file. */
async function onTerminal(env: Record<string, string> = {}, size = "rows 24 cols 100") {
  const file = join(temporaryFolder(), "tty");
  // The shell takes Ctrl-C too, and has to outlive it to tell how the terminal was left.
  const command = `trap : INT; stty ${size}; tty > '${file}'; '${process.execPath}' '${program}' top; stty -a; echo code=$?`;
  const { url, token } = box.sandbox.simulator;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    env: { ...cleanEnvironment(), TERM: "xterm", SCALR_HOSTNAME: url, SCALR_TOKEN: token, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const watched = new Watched(child);
  await watched.until(({ stdout }) => stdout.includes("RUN") || stdout.includes("No run"));
  expect(existsSync(file)).toBe(true);
  return { watched, tty: readFileSync(file, "utf8").trim() };
}

/** The lines of the latest drawing, without colours. */
function drawing(text: string): string[] {
  const last = text.slice(text.lastIndexOf("\u001b[H") + 3).split("\u001b[J")[0]!;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the colours.
  return last.split(/\r+\n/).map((line) => line.replace(/\u001b\[[0-9;]*[mK]/g, ""));
}

describe.runIf(hasScript)("on a terminal", () => {
  test.each([
    ["q", "q"],
    ["Ctrl-C", "\u0003"],
  ])("%s leaves, and the terminal is as it was", async (_, keys) => {
    const { watched } = await onTerminal();
    expect(watched.stdout).toContain(ENTER);
    watched.child.stdin!.write(keys);
    await watched.until(({ stdout }) => stdout.includes("code="));
    const after = watched.stdout.slice(watched.stdout.lastIndexOf(LEAVE));
    expect(after.startsWith(LEAVE)).toBe(true);
    expect(after).toMatch(/ icanon/);
    expect(after).toMatch(/ echo /);
    watched.child.stdin!.end();
  });

  test("draws what changes, and cuts what is too wide or too long", async () => {
    const { watched, tty } = await onTerminal();
    await box.sandbox.pool("drawn-live");
    await watched.until(({ stdout }) => stdout.includes("drawn-live"));
    expect(drawing(watched.stdout).some((line) => line.startsWith(LONG))).toBe(true);
    for (let i = 0; i < 12; i++) await box.sandbox.pool(`many-${i}`);
    await watched.until(({ stdout }) => stdout.includes("many-11"));

    execFileSync("stty", ["-F", tty, "rows", "12", "cols", "40"]);
    await watched.until(({ stdout }) => {
      const lines = drawing(stdout);
      return lines.includes(LONG.slice(0, 40)) && lines.some((line) => /^\.\.\. and \d+ more$/.test(line));
    });
    const lines = drawing(watched.stdout);
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(Math.max(...lines.map((line) => line.length))).toBe(40);
    watched.child.stdin!.end("q");
    await watched.ended;
  });

  test("has colours, unless NO_COLOR is set", async () => {
    for (const [env, isColoured] of [
      [{}, true],
      [{ NO_COLOR: "1" }, false],
    ] as const) {
      const { watched } = await onTerminal(env);
      expect(watched.stdout.includes("\u001b[1m")).toBe(isColoured);
      watched.child.stdin!.end("q");
      await watched.ended;
    }
  });

  test("prints lines on a terminal that can do nothing else", async () => {
    const { watched } = await onTerminal({ TERM: "dumb" });
    expect(watched.stdout).not.toContain("\u001b");
    watched.child.stdin!.write("\u0003");
    await watched.until(({ stdout }) => stdout.includes("code="));
    watched.child.stdin!.end();
  });
});
