import { existsSync, readFileSync, renameSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutorHost, TaskOrder, TaskResult } from "../executor.js";
import { workingDir } from "../paths.js";
import type { Tool } from "../tools.js";
import { appliedCounts } from "./counts.js";
import { STATE_FILE } from "./init.js";
import { unpackedPlan } from "./plan-file.js";
import { errored, runProgram } from "./program.js";
import { writeVariableFiles } from "./variable-files.js";

/** `apply` of the plan that was made. */
export async function apply(tool: Tool, order: TaskOrder, host: ExecutorHost): Promise<TaskResult> {
  const statePath = join(workingDir(order), STATE_FILE);
  await writeVariableFiles(order);
  const args = ["apply", "-input=false", "-no-color", unpackedPlan(order.outDir)];
  const stop = followState(statePath, order, host);
  const applied = await runProgram(tool, order, host, args).finally(stop);
  const changes = appliedCounts(applied.stdout);
  const artifacts: TaskResult["artifacts"] = existsSync(statePath)
    ? [{ kind: "state", path: statePath }]
    : [];
  if (applied.code !== 0)
    return {
      ...errored(host, applied, `'${tool.program} apply' failed.`),
      hasChanges: true,
      changes,
      artifacts,
    };
  return { outcome: "finished", hasChanges: true, changes, error: null, artifacts };
}

/** The program writes its state after each change: passes on each that is whole. */
function followState(statePath: string, { outDir }: TaskOrder, host: ExecutorHost): () => void {
  const copy = join(outDir, "state");
  let last = existsSync(statePath) ? readFileSync(statePath, "utf8") : "";
  const look = () => {
    if (!existsSync(statePath)) return;
    const text = readFileSync(statePath, "utf8");
    if (text === last || !isWhole(text)) return;
    last = text;
    // The agent may be reading the one before: a rename leaves it whole.
    writeFileSync(`${copy}.new`, text, { mode: 0o600 });
    renameSync(`${copy}.new`, copy);
    host.stateGrown(copy);
  };
  const watcher = watch(join(statePath, ".."), (_event, name) => {
    if (name === STATE_FILE) look();
  });
  return () => watcher.close();
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
