import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { cliConfiguration } from "../../../provider/plugin/cli-configuration.js";
import {
  type Installable,
  installInMirror,
  lockChecksum,
  NULL,
  SCALR,
} from "../../../provider/plugin/mirror.js";
import { packageVersion } from "../../../provider/plugin/package-info.js";
import type { ExecutorHost, TaskOrder } from "../shared/executor.js";
import { workingDir } from "../shared/paths.js";
import type { Tool } from "../shared/tools.js";
import { LOCK_FILE, unpackPlan } from "./plan-file.js";
import { cliConfigurationPath, pluginCache, runProgram } from "./program.js";
import { writeVariableFiles } from "./variable-files.js";

/** Where the program keeps its state, in the working directory. A plan remembers the path, so it is relative. */
export const STATE_FILE = "terraform.tfstate";

// Whatever backend a configuration names: the state is the workspace's.
const BACKEND_FILE = "scalr_backend_override.tf";
const BACKEND = `terraform {\n  backend "local" {\n    path = "${STATE_FILE}"\n  }\n}\n`;

/** Providers of this package, and the versions under which agents have them. */
const PROVIDERS: readonly [Installable, string][] = [
  [SCALR, packageVersion()],
  [NULL, "3.2.4"],
];

/** `init`: the state, the plan's selection of providers, and the providers themselves. @throws Error when it fails */
export async function init(tool: Tool, order: TaskOrder, host: ExecutorHost): Promise<void> {
  const dir = workingDir(order);
  writeFileSync(join(dir, BACKEND_FILE), BACKEND);
  const state = join(dir, STATE_FILE);
  if (order.statePath === null) rmSync(state, { force: true });
  else copyFileSync(order.statePath, state);
  if (order.planPath !== null) await unpackPlan(order.planPath, order.outDir, dir);
  installProviders(order, dir);
  // Newer versions let modules' sources have variables. A file may still be made by a hook before the plan.
  await writeVariableFiles(order).catch(() => {});
  const release = await soleUser(tool, pluginCache(order));
  try {
    const ended = await runProgram(tool, order, host, ["init", "-input=false", "-no-color"]);
    if (ended.code !== 0) throw new Error(ended.error ?? `'${tool.program} init' failed.`);
  } finally {
    await release();
  }
}

/** Puts this package's providers where the program looks for them before it asks a registry. */
function installProviders(order: TaskOrder, dir: string): void {
  const mirror = join(order.sharedDir, "mirror");
  const lockFile = join(dir, LOCK_FILE);
  const locked = existsSync(lockFile) ? readFileSync(lockFile, "utf8") : "";
  const sources = PROVIDERS.flatMap(([provider, version]) => {
    installInMirror(mirror, provider, version);
    return provider.sources.filter((source) => mayBe(locked, source, lockChecksum(provider, version)));
  });
  writeFileSync(cliConfigurationPath(order), cliConfiguration(mirror, sources));
}

/** Whether a lock file lets a provider be the one with the checksum. */
function mayBe(lockFile: string, source: string, checksum: string): boolean {
  const block = lockFile.split(/^provider /m).find((text) => text.startsWith(JSON.stringify(source)));
  return block === undefined || block.includes(checksum);
}

/** Programs before OpenTofu 1.10 must not fill the same folder of plugins at the same time. */
async function soleUser({ platform, version }: Tool, folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const [major, minor] = version.split(".").map(Number) as [number, number];
  if (platform === "opentofu" && (major > 1 || minor >= 10)) return async () => {};
  return lock(folder, { stale: 20_000, retries: { retries: 3_000, minTimeout: 100, maxTimeout: 200 } });
}
