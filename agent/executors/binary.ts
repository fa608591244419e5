import { spawn } from "node:child_process";
import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChangeCounts } from "../protocol.js";
import type { Executor, ExecutorHost, TaskOrder, TaskResult } from "./executor.js";
import { varFiles, workingDir } from "./paths.js";
import { expressionFile, textVariables } from "./variables.js";

interface Ended {
  readonly code: number;
  readonly stdout: string;
  /** The last error that it printed. */
  readonly error: string | null;
}

/** Variables of the run whose values are text, as the binary reads them. */
const variableEnv = (order: TaskOrder) =>
  Object.fromEntries(textVariables(order).map(({ key, value }) => [`TF_VAR_${key}`, value]));

/** The first error of a log: its summary, and the resource it is about. */
function firstError(text: string): string | null {
  const lines = text.split("\n").map((line) => line.replace(/^[│╷╵\s]+/, "").trim());
  const at = lines.findIndex((line) => line.startsWith("Error: "));
  if (at < 0) return null;
  const about = lines.slice(at + 1).find((line) => line.startsWith("with "));
  const address = about === undefined ? "" : `${about.slice("with ".length).replace(/,$/, "")}: `;
  return `${address}${lines[at]!.slice("Error: ".length)}`;
}

/** Runs `tofu` or `terraform`, of the given name or path, as a person would. */
export function binaryExecutor(program: string): Executor {
  const run = (order: TaskOrder, host: ExecutorHost, args: readonly string[], quiet = false) =>
    new Promise<Ended>((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: workingDir(order),
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          ...order.env,
          ...variableEnv(order),
          TF_INPUT: "0",
          ...(order.cacheDir === null ? {} : { TF_PLUGIN_CACHE_DIR: order.cacheDir }),
        },
      });
      let [stdout, all] = ["", ""];
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        all += text;
        if (!quiet) host.log(text);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        all += text;
        host.log(text);
      });
      const interrupt = () => child.kill("SIGINT");
      host.signal.addEventListener("abort", interrupt, { once: true });
      child.once("error", (error) => reject(new Error(`'${program}' cannot be run: ${error.message}.`)));
      child.once("close", (code) => {
        host.signal.removeEventListener("abort", interrupt);
        resolve({ code: code ?? 1, stdout, error: firstError(all) });
      });
    });

  return async (order, host) => {
    const statePath = join(workingDir(order), "terraform.tfstate");
    if (order.statePath !== null) copyFileSync(order.statePath, statePath);
    const initialized = await run(order, host, ["init", "-input=false", "-no-color"]);
    if (initialized.code !== 0) return errored(host, initialized, `'${program} init' failed.`);
    const call = (args: readonly string[], quiet = false) => run(order, host, args, quiet);
    return order.phase === "plan"
      ? planRun(order, host, call, program)
      : applyRun(order, host, call, program, statePath);
  };
}

type Call = (args: readonly string[], quiet?: boolean) => Promise<Ended>;

function errored(host: ExecutorHost, ended: Ended, otherwise: string): TaskResult {
  const outcome = host.signal.aborted ? "canceled" : "errored";
  const error = outcome === "canceled" ? null : (ended.error ?? otherwise);
  return { outcome, hasChanges: false, changes: null, error, artifacts: [] };
}

async function planRun(
  order: TaskOrder,
  host: ExecutorHost,
  call: Call,
  program: string,
): Promise<TaskResult> {
  const { run, outDir } = order;
  const planPath = join(outDir, "plan");
  const planned = await call([
    "plan",
    "-input=false",
    "-no-color",
    "-detailed-exitcode",
    `-out=${planPath}`,
    ...(run.isDestroy ? ["-destroy"] : []),
    ...(run.refreshOnly ? ["-refresh-only"] : []),
    ...(run.refresh || run.refreshOnly ? [] : ["-refresh=false"]),
    ...run.targetAddrs.map((address) => `-target=${address}`),
    ...run.replaceAddrs.map((address) => `-replace=${address}`),
    ...[...varFiles(order), ...expressionFile(order)].map((path) => `-var-file=${path}`),
  ]);
  // 0: no changes. 2: changes.
  if (planned.code !== 0 && planned.code !== 2) return errored(host, planned, `'${program} plan' failed.`);
  const shown = await call(["show", "-json", "-no-color", planPath], true);
  if (shown.code !== 0) return errored(host, shown, `'${program} show' failed.`);
  const jsonPath = join(outDir, "plan.json");
  writeFileSync(jsonPath, shown.stdout, { mode: 0o600 });
  return {
    outcome: "finished",
    hasChanges: planned.code === 2,
    changes: countsOf(JSON.parse(shown.stdout)),
    error: null,
    artifacts: [
      { kind: "plan", path: planPath },
      { kind: "plan-json", path: jsonPath },
    ],
  };
}

interface PlanJson {
  readonly resource_changes?: readonly {
    readonly mode: string;
    readonly change: { readonly actions: readonly string[]; readonly importing?: unknown };
  }[];
}

function countsOf({ resource_changes: changes = [] }: PlanJson): ChangeCounts {
  const managed = changes.filter(({ mode }) => mode === "managed").map(({ change }) => change);
  const count = (action: string) => managed.filter(({ actions }) => actions.includes(action)).length;
  return {
    add: count("create"),
    change: count("update"),
    destroy: count("delete"),
    import: managed.filter(({ importing }) => importing !== undefined && importing !== null).length,
    forget: count("forget"),
  };
}

async function applyRun(
  order: TaskOrder,
  host: ExecutorHost,
  call: Call,
  program: string,
  statePath: string,
): Promise<TaskResult> {
  const applied = await call(["apply", "-input=false", "-no-color", order.planPath!]);
  const artifacts: TaskResult["artifacts"] = existsSync(statePath)
    ? [{ kind: "state", path: statePath }]
    : [];
  const changes = appliedCounts(applied.stdout);
  if (applied.code !== 0)
    return { ...errored(host, applied, `'${program} apply' failed.`), hasChanges: true, changes, artifacts };
  return { outcome: "finished", hasChanges: true, changes, error: null, artifacts };
}

/** What the summary of an apply says: "Resources: 1 imported, 2 added, 0 changed, 1 destroyed." */
function appliedCounts(text: string): ChangeCounts | null {
  const summary = /^(?:Apply|Destroy) complete! Resources: (.*)$/m.exec(text)?.[1];
  if (summary === undefined) return null;
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);
  return {
    add: count("added"),
    change: count("changed"),
    destroy: count("destroyed"),
    import: count("imported"),
    forget: count("forgotten"),
  };
}
