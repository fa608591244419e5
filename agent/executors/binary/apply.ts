import { existsSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import type { ExecutorHost, TaskOrder, TaskResult } from "../shared/executor.js";
import { writeState } from "../shared/files.js";
import { workingDir } from "../shared/paths.js";
import type { Tool } from "../shared/tools.js";
import { appliedCounts } from "./counts.js";
import { STATE_FILE } from "./init.js";
import { unpackedPlan } from "./plan-file.js";
import { errored, runProgram, withoutColour } from "./program.js";
import { writeVariableFiles } from "./variable-files.js";

/** Runs `apply` with the plan of the run. */
export async function apply(tool: Tool, order: TaskOrder, host: ExecutorHost): Promise<TaskResult> {
  const statePath = join(workingDir(order), STATE_FILE);
  await writeVariableFiles(order);
  const planPath = order.isPrepared ? order.planPath! : unpackedPlan(order.outDir);
  const args = ["apply", "-input=false", ...withoutColour(order), planPath];
  const stop = followState(statePath, order, host);
  const applied = await runProgram(tool, order, host, args).finally(stop);
  const changes = appliedCounts(applied.told);
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

/**
 * The program writes its state after each change. Each whole state is passed on. If one cannot be passed on, for example because
 * the disk is full, neither the apply nor the agent ends: the agent may execute other runs, and the last state is sent in any
 * case.
 */
function followState(statePath: string, order: TaskOrder, host: ExecutorHost): () => void {
  let last = existsSync(statePath) ? readFileSync(statePath, "utf8") : "";
  let isTold = false;
  const cannot = ({ message }: Error) => {
    if (!isTold)
      host.log(`\nWarning: A crash of the agent would lose what this apply has done so far: ${message}\n`);
    isTold = true;
  };
  const look = () => {
    if (!existsSync(statePath)) return;
    const text = readFileSync(statePath, "utf8");
    if (text === last || !isWhole(text)) return;
    last = text;
    host.stateGrown(writeState(text, order));
  };
  const watcher = watch(join(statePath, ".."), (_event, name) => {
    if (name !== STATE_FILE) return;
    try {
      look();
    } catch (error) {
      cannot(error as Error);
    }
  });
  watcher.on("error", cannot);
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
