/** Runs Checkov before a plan, and Infracost after it. */
import { statSync } from "node:fs";
import { AMOUNT, type CheckovOrder, type CostReport } from "../../protocol/scans.js";
import type { ExecutorHost, TaskOrder, TaskResult } from "./executor.js";
import { inside, workingDir } from "./paths.js";
import { runScanner } from "./scanner.js";
import { commitTitle, treeFolder } from "./trees.js";

/** Scans the code of a plan. @throws Error with the integration that failed */
export async function scanCode(order: TaskOrder, host: ExecutorHost): Promise<void> {
  for (const integration of order.scans?.handover.checkov ?? []) {
    const { id, name, args, checks } = integration;
    host.signal.throwIfAborted();
    const source = checks === undefined ? "" : `, with checks ${commitTitle(checks)},`;
    host.log(`\nCheckov integration '${name}'${source} scans the configuration.\n`);
    const cwd = workingDir(order);
    const external = checks === undefined ? [] : ["--external-checks-dir", checksFolder(integration, order)];
    const { how } = await runScanner(
      { program: order.scans!.checkov, args: ["--directory", cwd, ...external, ...args], cwd, logs: true },
      order,
      host,
    );
    host.signal.throwIfAborted();
    if (how !== null)
      throw new Error(
        `Checkov integration '${name}' (${id}) failed the run: ${how}. What it found is in the log.`,
      );
  }
}

/** The folder of an integration's external checks. @throws Error if the repository does not have it */
function checksFolder(
  { id, name, checks }: CheckovOrder,
  { checksDir }: Pick<TaskOrder, "checksDir">,
): string {
  const root = treeFolder(checksDir, id);
  const what = `The folder of the external checks of Checkov integration '${name}' (${id})`;
  const folder = inside(
    root,
    checks!.folder.replace(/^\/+/, ""),
    what,
    `the repository '${checks!.repository}'`,
  );
  if (!statSync(folder).isDirectory()) throw new Error(`${what}, '${checks!.folder}', is a file.`);
  return folder;
}

/** The cost of a plan; undefined without an estimate or a plan. A failed estimate does not fail the run. */
export async function estimateCosts(
  order: TaskOrder,
  host: ExecutorHost,
  { outcome, artifacts }: TaskResult,
): Promise<CostReport | undefined> {
  const integration = order.scans?.handover.infracost ?? null;
  const plan = artifacts.find(({ kind }) => kind === "plan-json");
  if (integration === null || outcome !== "finished" || plan === undefined) return undefined;
  host.log(`\nInfracost integration '${integration.name}' estimates the costs.\n`);
  const { how, output } = await runScanner(
    {
      program: order.scans!.infracost,
      args: ["breakdown", "--path", plan.path, "--format", "json", "--no-color"],
      cwd: workingDir(order),
      env: { INFRACOST_API_KEY: integration.apiKey, INFRACOST_SKIP_UPDATE_CHECK: "true" },
      logs: false,
    },
    order,
    host,
  );
  const report =
    how === null ? reportOf(output) : failedReport(`Infracost failed: ${how}. What it said is in the log.`);
  host.log(
    report.error === null
      ? `Costs a month: $${report.proposed}, now $${report.prior} (change: $${report.delta}).\n`
      : `${report.error}\n`,
  );
  return report;
}

/** The cost as amounts, for the plan's policies. */
export function withCosts(order: TaskOrder, cost: CostReport | undefined): TaskOrder {
  if (order.policies === null || cost === undefined || cost.error !== null) return order;
  const cost_estimate = {
    prior_monthly_cost: Number(cost.prior),
    proposed_monthly_cost: Number(cost.proposed),
    delta_monthly_cost: Number(cost.delta),
  };
  const { handover } = order.policies;
  const tfrun = { ...handover.tfrun, cost_estimate };
  return { ...order, policies: { ...order.policies, handover: { ...handover, tfrun } } };
}

const NOTHING = { prior: "0.0", proposed: "0.0", delta: "0.0", resources: 0, matched: 0, unmatched: 0 };

const failedReport = (error: string): CostReport => ({ error, ...NOTHING });

/** `infracost breakdown --format json` */
function reportOf(output: string): CostReport {
  let printed: Readonly<Record<string, unknown>>;
  try {
    printed = JSON.parse(output);
  } catch {
    return failedReport("Infracost printed no JSON.");
  }
  const amount = (name: string) => {
    // It prints as many decimals as it has, which can be more than are kept.
    const value = String(printed?.[name]).replace(/(\.\d{15})\d+$/, "$1");
    return AMOUNT.test(value) ? value : "0.0";
  };
  const summary = (printed?.summary ?? {}) as Readonly<Record<string, unknown>>;
  const count = (name: string) =>
    Number.isSafeInteger(summary[name]) ? Math.max(0, summary[name] as number) : 0;
  return {
    error: null,
    prior: amount("pastTotalMonthlyCost"),
    proposed: amount("totalMonthlyCost"),
    delta: amount("diffTotalMonthlyCost"),
    resources: count("totalDetectedResources"),
    matched: count("totalSupportedResources"),
    unmatched: count("totalUnsupportedResources"),
  };
}
