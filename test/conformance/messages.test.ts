/** What `test/engine/messages.ts` says of OpenTofu is what the real tofu says. */
import { execFile } from "node:child_process";
import { expect, it } from "vitest";
import { cleanEnvironment } from "../cli/support.js";
import { asSaid, messages } from "../engine/messages.js";
import { Workspace } from "../engine/support.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

describeWithTofu("messages", () => {
  it.each(messages)("tofu says of $what", async ({ files, said, flags = [] }) => {
    const { dir } = new Workspace(files);
    await call(dir, "init", "-input=false");
    const { diagnostics } = JSON.parse(await call(dir, "validate", "-json"));
    const all = isRefused(diagnostics) ? diagnostics : await planMessages(dir, flags);
    expect([...new Set(all.map(asSaid))].sort()).toEqual(said);
  });
});

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
