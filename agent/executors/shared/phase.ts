import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Executor,
  type ExecutorHost,
  nothingDone,
  type TaskOrder,
  type TaskResult,
} from "./executor.js";
import { runHook } from "./hooks.js";
import { afterPlan, beforePlan, notePolicies } from "./policy-stages.js";
import { configureProviders } from "./provider-blocks.js";
import { removeProviderFiles, writeProviderFiles } from "./provider-files.js";
import { estimateCosts, scanCode, withCosts } from "./scans.js";

/** The most files of a folder that is compared. */
const MOST = 1_000;
/** Files of the program and its executor in a working directory. */
const isOwn = (name: string) => /^(\.terraform|\.terraform\.lock\.hcl|~scalr-.*)$/.test(name);

/**
 * A fingerprint of a folder's files, which differs after files were added, changed or removed. The files of the program and the
 * executor do not count. Null for a folder that has more than 1,000 files or cannot be read.
 */
function fingerprint(folder: string): string | null {
  const seen: string[] = [];
  const visit = (dir: string): boolean => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      if (isOwn(entry.name)) continue;
      if (seen.length >= MOST) return false;
      const path = join(dir, entry.name);
      const { size, mtimeMs, ino } = lstatSync(path);
      seen.push(entry.isDirectory() ? path : `${path}:${ino}:${size}:${mtimeMs}`);
      if (entry.isDirectory() && !visit(path)) return false;
    }
    return true;
  };
  try {
    return visit(folder) ? seen.sort().join("\n") : null;
  } catch {
    return null;
  }
}

const why = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Logs why a phase ends, and ends it. */
function failed(host: ExecutorHost, error: unknown): TaskResult {
  if (host.signal.aborted) return nothingDone("canceled");
  host.log(`\nError: ${why(error)}\n`);
  return nothingDone("errored", why(error));
}

/** Runs the phase itself. For a plan that is applied at once, it records whether the apply can continue in the same folders. */
async function work(executor: Executor, order: TaskOrder, host: ExecutorHost): Promise<TaskResult> {
  const { phase, run, configurationDir } = order;
  const isJudged = order.policies !== null || order.scans !== null;
  const mayContinue = phase === "plan" && run.autoApply && !run.isDry && !isJudged;
  try {
    const before = mayContinue ? fingerprint(configurationDir) : null;
    const result = await executor[phase](order, host);
    if (before === null) return result;
    return { ...result, isFolderReusable: before === fingerprint(configurationDir) };
  } catch (error) {
    return failed(host, error);
  }
}

/** Runs the plan, with the cost estimate if there is one. */
async function pricedWork(executor: Executor, order: TaskOrder, host: ExecutorHost): Promise<TaskResult> {
  const result = await work(executor, order, host);
  const cost = await estimateCosts(order, host, result);
  return cost === undefined ? result : { ...result, cost };
}

/** Runs the phase, and for a plan its policies before and after. */
async function judgedWork(executor: Executor, order: TaskOrder, host: ExecutorHost): Promise<TaskResult> {
  if (order.phase !== "plan") return work(executor, order, host);
  if (order.policies === null) return pricedWork(executor, order, host);
  try {
    notePolicies(order, host);
    const { reports, denied } = await beforePlan(order, host);
    if (denied !== null) {
      host.log(`\nError: ${denied.error}\n`);
      return denied;
    }
    const result = await pricedWork(executor, order, host);
    return await afterPlan(withCosts(order, result.cost), host, result, reports);
  } catch (error) {
    return failed(host, error);
  }
}

/**
 * Runs one phase of a run with its hooks: pre-init, then pre-plan and post-plan, or pre-apply and post-apply. Hooks after the
 * phase run also if the phase has failed. If a hook fails, the run ends errored, and the work done is kept.
 */
export async function runPhase(
  executor: Executor,
  initial: TaskOrder,
  host: ExecutorHost,
): Promise<TaskResult> {
  try {
    return await withHooks(executor, initial, host);
  } finally {
    removeProviderFiles(initial);
  }
}

async function withHooks(executor: Executor, initial: TaskOrder, host: ExecutorHost): Promise<TaskResult> {
  const { phase } = initial;
  let order = initial;
  const hook = async (name: Parameters<typeof runHook>[0], more?: Readonly<Record<string, string>>) => {
    order = { ...order, env: await runHook(name, order, host, more) };
  };
  host.log(`${executor.title}\n`);
  try {
    writeProviderFiles(order);
    await hook("pre-init");
    if (phase === "plan") await scanCode(order, host);
    await executor.init(order, host);
    // Once modules are there too: what they use is known then.
    await configureProviders(order, host);
    await hook(`pre-${phase}`);
    host.signal.throwIfAborted();
  } catch (error) {
    return failed(host, error);
  }
  const result = await judgedWork(executor, order, host);
  if (result.outcome === "canceled" || host.signal.aborted) return result;
  try {
    await hook(`post-${phase}`, { SCALR_TERRAFORM_EXIT_CODE: result.outcome === "finished" ? "0" : "1" });
    return result;
  } catch (error) {
    const { outcome, error: message } = failed(host, error);
    return { ...result, outcome, error: result.error ?? message };
  }
}
