import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { hasPseudoTerminal, onScreen } from "./pseudo-terminal.js";
import { cli } from "./support.js";

const WIDTHS = [80, 120];
const FRAMES = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/;
const examples = join(import.meta.dirname, "../../examples");

/** Every command that prints more than a line about a sandbox. */
const COMMANDS = [
  ["status"],
  ["runs", "list"],
  ["runs", "list", "--all"],
  ["top", "--once"],
  ["explain", "playground/ada"],
  ["explain", "--all"],
  ["what-if", "--account-default", "none", "--link", "development/api=vcs"],
  ["locks"],
  ["audit", "--limit", "20"],
  ["clock", "show"],
  ["deliveries"],
  ["webhooks", "list"],
  ["webhooks", "calls"],
  ["snapshot", "list"],
  ["vcs", "tasks"],
  ["fault", "list"],
  ["reset", "--to", "a-snapshot-that-was-never-taken", "--auto-approve"],
];

/** A line that a terminal had to break itself is as wide as the terminal or wider. */
const expectTidy = (lines: readonly string[], columns: number) => {
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
  expect(lines.filter((line) => FRAMES.test(line))).toEqual([]);
  expect(lines.join("").trim()).not.toBe("");
};

it.skipIf(!hasPseudoTerminal)("a terminal without a size counts as 80 columns wide", async () => {
  const lines = await onScreen(0, ["up", "--port", "x"]);
  expect(lines.join("\n")).toContain("Error: --port needs a number.");
  const help = await onScreen(0, ["up", "--help"]);
  expect(Math.max(...help.map((line) => line.length))).toBeGreaterThan(60);
});

describe.skipIf(!hasPseudoTerminal)("in a terminal", () => {
  const atEnd = afterSuite();
  let opened: Promise<string> | undefined;
  /** A folder with a sandbox that has something to tell: a stack, queued runs, a fault, a snapshot. */
  const populated = () => {
    opened ??= (async () => {
      const folder = temporaryFolder("scalr-sandbox-terminal-", atEnd);
      atEnd(async () => void (await cli(["down"], { cwd: folder })));
      const typed = async (...args: readonly string[]) =>
        expect((await cli(args, { cwd: folder })).code, args.join(" ")).toBe(0);
      await typed("up", "--detach", "--port", "0", "--no-https");
      await typed("apply", join(examples, "quickstart"), "--auto-approve", "--state", join(folder, "state"));
      await typed(
        "run",
        join(examples, "workloads/one-task"),
        "--workspace",
        "playground/ada",
        "--auto-approve",
      );
      await typed("run", join(examples, "workloads/one-task"), "--workspace", "development/api", "--detach");
      await typed("run", join(examples, "workloads/one-task"), "--workspace", "development/api", "--detach");
      await typed("fault", "add", "--status", "503", "--path", "nowhere/at/all", "--count", "1");
      await typed(
        "snapshot",
        "save",
        "a-name-of-some-length",
        "--description",
        "what a lesson begins with, described in a sentence",
      );
      return folder;
    })();
    return opened;
  };

  for (const columns of WIDTHS)
    it.each(COMMANDS.map((args) => [args.join(" "), args] as const))(
      `%s fits into ${columns} columns`,
      async (_what, args) => {
        const cwd = await populated();
        expectTidy(await onScreen(columns, args, { cwd }), columns);
      },
    );

  it("a simulation leaves nothing of its progress behind, and its table fits", async () => {
    expectTidy(await onScreen(80, ["simulate", "--rate", "20", "--agents", "private=1..2"]), 80);
  });

  it("lists of runs and top say at 80 columns where a finished run executed", async () => {
    const cwd = await populated();
    const listed = (await onScreen(80, ["runs", "list", "--all"], { cwd })).join(" ").replace(/\s+/g, " ");
    expect(listed).toMatch(/playground\/ada applied .* scalr-runner-1 of scalr-runners/);
    const watched = await onScreen(80, ["top", "--once"], { cwd });
    expect(watched.find((line) => line.includes("playground/ada"))).toMatch(/applied .* scalr-r\S+ +scalr-r/);
  });

  it("what a run waits for stands below it where a column would be too narrow to read", async () => {
    const cwd = await populated();
    const lines = await onScreen(80, ["status"], { cwd });
    const row = lines.findIndex((line) => line.includes("development/api") && line.includes("plan_queued"));
    expect(lines[row + 1]).toBe("    An agent: none in pool 'private' is online. It is next.");
  });

  it("explain puts each reason below its candidate, in colours too", async () => {
    const lines = await onScreen(80, ["explain", "development/api"], { cwd: await populated() });
    const candidate = lines.findIndex((line) => line.includes("default of the environment"));
    expect(lines[candidate + 1]).toMatch(/^ {4}Pool 'private' \(/);
  });

  it("the demo leaves nothing of its progress behind, and breaks lines between words", async () => {
    const lines = await onScreen(80, ["demo", "--scenario", "serverless"]);
    expectTidy(lines, 80);
    expect(lines.join("\n")).toMatch(/^All checks hold: (\d+) of \1\./m);
  });
});
