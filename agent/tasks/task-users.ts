/** The users that tasks run as (SCALR_AGENT_TASK_USERS): they own none of the agent's files, so what a task needs must be open to everybody. */
import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { AgentError } from "../process/exit-codes.js";
import type { ExecutorChoice } from "../settings/settings.js";
import { taskPrograms } from "./task-process.js";

const OTHERS_READ = 0o004;
const OTHERS_PASS = 0o001;

/** A place that a task needs, and the sentence that says what for. */
interface Needed {
  readonly path: string;
  readonly use: string;
}

/**
 * Checks that these users can pass through the agent's folder and can read the programs of a task, so that no agent joins whose tasks
 * cannot start. @throws AgentError that names the folder or file, and the command that opens it
 */
export function checkTaskUsers(folder: string, executor: ExecutorChoice): void {
  const { starter, child } = taskPrograms();
  const programs = [process.execPath, starter, child];
  if (executor.kind === "binary" && isAbsolute(executor.program)) programs.push(executor.program);
  checkWay({ path: folder, use: "The folders of tasks are in it (SCALR_AGENT_DATA_DIR)." });
  for (const path of programs) {
    const program = { path: realPath(path), use: `Tasks need ${path}.` };
    checkWay({ ...program, path: dirname(program.path) });
    mustAllow(program, OTHERS_READ, "o+r");
  }
}

/** A program that is missing is found, and told, when the agent looks for its tools. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Each folder from the root down to `path` lets everybody through. */
function checkWay({ path, use }: Needed): void {
  if (dirname(path) !== path) checkWay({ path: dirname(path), use });
  mustAllow({ path, use }, OTHERS_PASS, "o+x");
}

function mustAllow({ path, use }: Needed, bit: number, mode: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || (stat.mode & bit) !== 0) return;
  throw new AgentError(
    "settings",
    `${path} is closed to the users that tasks run as (SCALR_AGENT_TASK_USERS). ${use} ` +
      `Try: chmod ${mode} ${path}`,
  );
}
