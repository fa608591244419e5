import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtinProviderFactories } from "../../engine/builtin/index.js";
import {
  apply,
  type Diag,
  type EngineEvent,
  emptyState,
  isAboutBackend,
  loadPlan,
  needsAnotherEngine,
  type Plan,
  parseState,
  plan,
  planJson,
  renderApplySummary,
  renderDiagnostic,
  renderEvent,
  renderOutputs,
  renderPlan,
  type StateFile,
  savePlan,
  serializeState,
  type VariableInput,
  withoutEngineOption,
} from "../../engine/index.js";
import type { ProviderFactories } from "../../engine/provider.js";
import { stringifyJson } from "../../engine/values/exact-json.js";
import { scalrProviders } from "../../provider/resources/index.js";
import { endGroup } from "../process/process-group.js";
import { environmentWithAccess } from "./shared/access.js";
import {
  type Executor,
  type ExecutorHost,
  nothingDone,
  type TaskOrder,
  type TaskResult,
} from "./shared/executor.js";
import { expressionFile, textVariables, writeState } from "./shared/files.js";
import { varFiles, workingDir } from "./shared/paths.js";

const providers: ProviderFactories = { ...builtinProviderFactories, ...scalrProviders() };

/** Runs from a terminal have colours in their logs, because terminals show them. */
const styleOf = ({ run }: TaskOrder) => ({ colour: run.source === "cli" });

type Style = ReturnType<typeof styleOf>;

const printEvents =
  ({ log }: ExecutorHost, style: Style) =>
  (event: EngineEvent) => {
    const line = renderEvent(event, style);
    if (line !== null) log(`${line}\n`);
  };

/** Runs have no `--engine`: whoever starts the agent chooses what executes them. */
const forRuns = (text: string): string =>
  withoutEngineOption(text, "an agent that has tofu (SCALR_AGENT_EXECUTOR=tofu)");

function printDiagnostics({ log }: ExecutorHost, diagnostics: readonly Diag[], style: Style): void {
  // Whatever the configuration says of its state: here it is the workspace's.
  for (const each of diagnostics.filter((diag) => !isAboutBackend(diag))) {
    // Before its lines are broken.
    const advised = each.detail === undefined ? each : { ...each, detail: forRuns(each.detail) };
    log(`\n${renderDiagnostic(advised, style)}\n`);
  }
}

function errorText(diagnostics: readonly Diag[]): string | null {
  const error = errorOf(diagnostics);
  return error === null ? null : forRuns(error);
}

const stateOf = ({ statePath }: TaskOrder): StateFile | null =>
  statePath === null ? null : parseState(readFileSync(statePath, "utf8"));

/** The workspace's files of variables, and after them the run's own variables. */
const inputsOf = (order: TaskOrder): VariableInput[] => [
  ...[...varFiles(order), ...expressionFile(order)].map((file) => ({ file })),
  ...textVariables(order).map(({ key, value }) => ({ name: key, value, from: "the run's variables" })),
];

const canceled = (changes: TaskResult["changes"], artifacts: TaskResult["artifacts"]): TaskResult => ({
  outcome: "canceled",
  hasChanges: false,
  changes,
  error: null,
  artifacts,
});

/** Why the engine executes although the workspace requires a program, and how to install that. */
export interface Instead {
  readonly lack: string;
  readonly remedy: string;
}

async function planRun(order: TaskOrder, host: ExecutorHost, instead: Instead | null): Promise<TaskResult> {
  const { run, outDir } = order;
  const outcome = await plan({
    dir: workingDir(order),
    providers,
    state: stateOf(order),
    inputs: inputsOf(order),
    env: environmentWithAccess(order),
    mode: run.isDestroy ? "destroy" : run.refreshOnly ? "refresh-only" : "normal",
    refresh: run.refresh,
    targets: run.targetAddrs,
    replace: run.replaceAddrs,
    signal: host.signal,
    onEvent: printEvents(host, styleOf(order)),
  });
  if (host.signal.aborted) return canceled(null, []);
  if (outcome.plan === undefined) {
    if (outcome.partial) host.log(`\n${renderPlan(outcome.partial, styleOf(order))}\n`);
    printDiagnostics(host, outcome.diagnostics, styleOf(order));
    return nothingDone("errored", planError(outcome.diagnostics, instead, host));
  }
  host.log(`${renderPlan(outcome.plan, styleOf(order))}\n`);
  printDiagnostics(host, outcome.diagnostics, styleOf(order));
  const planPath = join(outDir, "plan");
  const jsonPath = join(outDir, "plan.json");
  writeFileSync(planPath, savePlan(outcome.plan), { mode: 0o600 });
  writeFileSync(jsonPath, stringifyJson(planJson(outcome.plan)), { mode: 0o600 });
  return {
    outcome: "finished",
    hasChanges: outcome.plan.hasChanges,
    changes: outcome.plan.counts,
    error: null,
    artifacts: [
      { kind: "plan", path: planPath },
      { kind: "plan-json", path: jsonPath },
    ],
  };
}

/** The error of a configuration. If it needs more than the engine supports, it says what the agent lacks. */
function planError(diagnostics: readonly Diag[], instead: Instead | null, host: ExecutorHost): string | null {
  const beyond = instead === null ? undefined : diagnostics.find(needsAnotherEngine);
  if (instead === null || beyond === undefined) return errorText(diagnostics);
  const missing = `It is executed by the embedded engine because ${instead.lack}. ${instead.remedy}`;
  host.log(`\n${missing}\n`);
  return `${errorText([beyond])} ${missing}`;
}

async function applyRun(order: TaskOrder, host: ExecutorHost): Promise<TaskResult> {
  const saved: Plan = loadPlan(readFileSync(order.planPath!), { dir: workingDir(order), providers });
  const write = (state: StateFile) => writeState(serializeState(state), order);
  const { state, diagnostics, counts, outputs } = await apply(saved, {
    providers,
    signal: host.signal,
    currentState: stateOf(order) ?? emptyState(),
    env: environmentWithAccess(order),
    inputs: inputsOf(order),
    // A task's process leads a group that its agent ends as a whole.
    ownProcessGroups: false,
    onEvent: printEvents(host, styleOf(order)),
    onState: (grown) => host.stateGrown(write(grown)),
  });
  const artifacts = [{ kind: "state", path: write(state) } as const];
  printDiagnostics(host, diagnostics, styleOf(order));
  const error = errorText(diagnostics);
  if (host.signal.aborted) return canceled(counts, artifacts);
  if (error !== null) return { outcome: "errored", hasChanges: true, changes: counts, error, artifacts };
  host.log(`\n${renderApplySummary(counts, saved.mode, styleOf(order))}\n`);
  const text = renderOutputs(outputs, styleOf(order));
  if (text !== "") host.log(`\n${text}\n`);
  return { outcome: "finished", hasChanges: true, changes: counts, error: null, artifacts };
}

/** Ends the programs of the task when the task has to end. */
const endingItsCommands =
  (work: (order: TaskOrder, host: ExecutorHost) => Promise<TaskResult>) =>
  async (order: TaskOrder, host: ExecutorHost): Promise<TaskResult> => {
    host.signal.addEventListener("abort", endGroup, { once: true });
    try {
      return await work(order, host);
    } finally {
      host.signal.removeEventListener("abort", endGroup);
    }
  };

/**
 * Runs the embedded engine in the task's process. `instead` is the program that it replaces because the agent has none that
 * matches.
 */
export const engineExecutor = (instead: Instead | null): Executor => ({
  title: `Executed by the embedded engine, which is part of this program${instead === null ? "" : `: ${instead.lack}`}.`,
  // It has its providers with it.
  init: async () => {},
  plan: endingItsCommands((order, host) => planRun(order, host, instead)),
  apply: endingItsCommands(applyRun),
});

const place = ({ address, range }: Diag): string => {
  if (address !== undefined) return `${address}: `;
  return range === undefined ? "" : `${range.file}:${range.start.line}: `;
};

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The error of a run in a line or two: the resource, what happened to it, and how many more errors there are. */
function errorOf(diagnostics: readonly Diag[]): string | null {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return null;
  const detail = first.detail === undefined ? "" : ` ${first.detail.trim()}`;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more: see the log.` : "";
  return `${place(first)}${sentence(first.summary)}${detail}${more}`;
}
