import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { offlineConfiguration } from "../../../provider/plugin/offline.js";
import { credentials, writeTrusted } from "../shared/access.js";
import type { ExecutorHost, TaskOrder } from "../shared/executor.js";
import { workingDir } from "../shared/paths.js";
import type { Tool } from "../shared/tools.js";
import { unpackPlan } from "./plan-file.js";
import { cliConfigurationPath, pluginCache, runProgram, withoutColour } from "./program.js";
import { writeVariableFiles } from "./variable-files.js";

/** The state file of the program, in the working directory. A plan stores the path, so it is relative. */
export const STATE_FILE = "terraform.tfstate";

// Whatever backend a configuration names: the state is the workspace's.
const BACKEND_FILE = "scalr_backend_override.tf";
const BACKEND = `terraform {\n  backend "local" {\n    path = "${STATE_FILE}"\n  }\n}\n`;

/** Prepares the state and the providers that the plan has selected, and runs `init`. @throws Error if it fails */
export async function init(tool: Tool, order: TaskOrder, host: ExecutorHost): Promise<void> {
  const dir = workingDir(order);
  writeFileSync(join(dir, BACKEND_FILE), BACKEND);
  const state = join(dir, STATE_FILE);
  if (order.statePath === null) rmSync(state, { force: true });
  else copyFileSync(order.statePath, state);
  if (order.planPath !== null && !order.isPrepared) await unpackPlan(order.planPath, order.outDir, dir);
  installProviders(order, dir);
  // Lets the program call the server, and read states of its workspaces as the run that it executes.
  if (order.access !== null) writeTrusted(order.access, order.env, order.outDir);
  if (order.isPrepared) return;
  // Newer versions let modules' sources have variables. A file may still be made by a hook before the plan.
  await writeVariableFiles(order).catch(() => {});
  const release = await soleUser(tool, pluginCache(order));
  try {
    const ended = await runProgram(tool, order, host, ["init", "-input=false", ...withoutColour(order)]);
    if (ended.code !== 0) throw new Error(ended.error ?? `'${tool.program} init' failed.`);
  } finally {
    await release();
  }
}

/** Installs this package's providers where the program looks for them before it asks a registry. */
function installProviders(order: TaskOrder, dir: string): void {
  const installation = offlineConfiguration(join(order.sharedDir, "mirror"), dir);
  writeFileSync(cliConfigurationPath(order), installation + credentials(order.access), { mode: 0o600 });
}

/** Locks the plugin cache: Terraform, and OpenTofu before 1.10, must not fill the same cache at the same time. */
async function soleUser({ platform, version }: Tool, folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const [major, minor] = version.split(".").map(Number) as [number, number];
  if (platform === "opentofu" && (major > 1 || minor >= 10)) return async () => {};
  return lock(folder, { stale: 20_000, retries: { retries: 3_000, minTimeout: 100, maxTimeout: 200 } });
}
