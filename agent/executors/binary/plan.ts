import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutorHost, TaskOrder, TaskResult } from "../shared/executor.js";
import { workingDir } from "../shared/paths.js";
import type { Tool } from "../shared/tools.js";
import { plannedCounts } from "./counts.js";
import { packPlan } from "./plan-file.js";
import { errored, runProgram, withoutColour } from "./program.js";
import { writeVariableFiles } from "./variable-files.js";

/** Runs `plan`, and reads the plan as JSON. */
export async function plan(tool: Tool, order: TaskOrder, host: ExecutorHost): Promise<TaskResult> {
  const { run, outDir } = order;
  const planPath = join(outDir, "plan");
  await writeVariableFiles(order);
  const planned = await runProgram(tool, order, host, [
    "plan",
    "-input=false",
    ...withoutColour(order),
    "-detailed-exitcode",
    `-out=${planPath}`,
    ...(run.isDestroy ? ["-destroy"] : []),
    ...(run.refreshOnly ? ["-refresh-only"] : []),
    ...(run.refresh || run.refreshOnly ? [] : ["-refresh=false"]),
    ...run.targetAddrs.map((address) => `-target=${address}`),
    ...run.replaceAddrs.map((address) => `-replace=${address}`),
  ]);
  // 0: no changes. 2: changes.
  if (planned.code !== 0 && planned.code !== 2)
    return errored(host, planned, `'${tool.program} plan' failed.`);
  const packed = packPlan(outDir, workingDir(order), tool);
  // Packing continues meanwhile, and is awaited below.
  packed.catch(() => {});
  const jsonPath = join(outDir, "plan.json");
  const json = openSync(jsonPath, "w", 0o600);
  const show = ["show", "-json", "-no-color", planPath];
  const shown = await runProgram(tool, order, host, show, json).finally(() => closeSync(json));
  if (shown.code !== 0) return errored(host, shown, `'${tool.program} show' failed.`);
  return {
    outcome: "finished",
    hasChanges: planned.code === 2,
    changes: plannedCounts(JSON.parse(readFileSync(jsonPath, "utf8"))),
    error: null,
    artifacts: [
      { kind: "plan", path: await packed },
      { kind: "plan-json", path: jsonPath },
    ],
  };
}
