/** What `test/engine/messages.ts` says of OpenTofu is what the real tofu says. */
import { execFile } from "node:child_process";
import { expect, it } from "vitest";
import { cleanEnvironment } from "../cli/support.js";
import { asSaid, contextOf, messages, type Said } from "../engine/messages.js";
import { Workspace } from "../engine/support.js";
import { unreadable } from "../engine/unreadable.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

describeWithTofu("messages", () => {
  it.each(messages)("tofu says of $what", async ({ files, said, flags = [] }) => {
    const { dir } = new Workspace(files);
    await call(dir, "init", "-input=false");
    const { diagnostics } = JSON.parse(await call(dir, "validate", "-json"));
    const all = isRefused(diagnostics) ? diagnostics : await planMessages(dir, flags);
    expect([...new Set(all.map(asSaid))].sort()).toEqual(said);
    // Also in which blocks, and in which calls of functions, the engine says that these are.
    const { diagnostics: ours } = await new Workspace(files).plan(flagged(flags));
    expect([...new Set(ours.map(contextOf))].sort()).toEqual([...new Set(all.map(contextOf))].sort());
  });

  it.each(unreadable)("the engine says of $what at least what tofu does", async ({ text, said }) => {
    const { dir } = new Workspace(text);
    const { diagnostics } = JSON.parse(await call(dir, "validate", "-json"));
    const inFile = (diagnostics as Said[]).filter(({ summary }) => !FOLLOWS.has(summary));
    expect(said).toEqual(expect.arrayContaining([...new Set(inFile.map(asSaid))]));
  });
});

/** What tofu says of a file that it read only in part. */
const FOLLOWS = new Set([
  "Unsupported argument",
  "Unsupported block type",
  "Duplicate local value definition",
]);

/** The flags as the engine takes them. */
const flagged = (flags: readonly string[]) => {
  const of = (name: string) =>
    flags.flatMap((flag) => (flag.startsWith(`-${name}=`) ? [flag.slice(name.length + 2)] : []));
  return { replace: of("replace"), targets: of("target") };
};

const isRefused = (all: readonly { severity: string }[]): boolean =>
  all.some(({ severity }) => severity === "error");

/** The messages of a plan. */
async function planMessages(dir: string, flags: readonly string[]) {
  const lines = (await call(dir, "plan", "-json", "-input=false", ...flags)).trim().split("\n");
  return lines
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === "diagnostic")
    .map(({ diagnostic }) => diagnostic);
}

/** What tofu prints, however it ends. */
function call(cwd: string, ...args: string[]): Promise<string> {
  const env = { ...cleanEnvironment(), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  return new Promise((resolve) => {
    execFile(tofu!, args, { cwd, env, maxBuffer: 1 << 26 }, (_error, stdout) => resolve(stdout));
  });
}
