/** Carries out a plan, and nothing but that plan. */

import { diag, errorDiag, hasErrors } from "../config/diagnostics.js";
import { loadConfiguration } from "../config/load.js";
import { CheckRecorder } from "../evaluate/check-recorder.js";
import { guarded, openSession, stopOnAbort } from "../evaluate/session.js";
import { variableValues } from "../evaluate/variables.js";
import { walk } from "../graph/walk.js";
import type { Diag } from "../interfaces/diag.js";
import type { StateFile } from "../interfaces/state-file.js";
import type { ApplyOptions, ApplyOutcome, OutputValue, Plan } from "../interfaces/types.js";
import type { Configuration } from "../language/index.js";
import { fingerprint, type Internals } from "../plan/internals.js";
import { storedOutput } from "../plan/outputs.js";
import { WorkingState } from "../state/working.js";
import type { Value } from "../values/index.js";
import type { ApplyContext } from "./context.js";
import { type ApplyNode, applyGraph, isPartialPlan } from "./graph.js";
import { StateWriter } from "./state-writer.js";
import { visitApply } from "./visit.js";

/** Carries a plan out. What was done is in the state of the outcome, whether or not all of it went well. */
export async function apply(plan: Plan, options: ApplyOptions): Promise<ApplyOutcome> {
  const internals = plan.internal as Internals;
  const kept = options.currentState ?? plan.priorState;
  if (plan.errored) return unchanged(kept, [incompletePlan()]);
  const stale = stalePlan(plan, options.currentState);
  if (stale) return unchanged(kept, [stale]);
  const loaded = await configurationOf(plan, internals, options.env);
  if (!loaded.config) return unchanged(kept, loaded.diagnostics);
  const session = openSession(loaded.config, {
    ...options,
    workspace: plan.workspace,
    planTimestamp: new Date(plan.timestamp),
    applying: true,
  });
  if (!session.report(session.analysis.diagnostics)) return unchanged(kept, session.diagnostics);
  const again = await ephemeralValues(loaded.config, internals, plan, options);
  if (!session.report(again.diagnostics)) return unchanged(kept, session.diagnostics);
  for (const [name, value] of [...internals.variables, ...again.values])
    session.store.variables.set(name, value);
  const state = new WorkingState(plan.refreshedState, plan.priorState);
  const writer = new StateWriter(() => state.toFile(true), options.onState, options.signal);
  const context: ApplyContext = {
    ...session,
    plan,
    state,
    checks: new CheckRecorder(),
    expansions: new Map(),
    applied: new Map(),
    deposed: new Map(),
    // What is imported is in the state that the apply starts from.
    counts: { add: 0, change: 0, destroy: 0, import: plan.counts.import, forget: 0 },
    heldBack: new Set(),
    env: options.env ?? process.env,
    ownGroups: options.ownProcessGroups ?? true,
    save: () => writer.changed(),
  };
  await run(context);
  finishState(context, internals);
  context.report(leftBehind(context, options.suppressForgetErrors));
  const final = state.toFile();
  if (final !== plan.priorState) writer.changed();
  const failure = await writer.settled();
  if (failure !== undefined) {
    session.report([
      errorDiag(
        "Failed to save the state",
        `${(failure as Error).message}. What was done is in the state that the apply ended with.`,
      ),
    ]);
  }
  return {
    state: final,
    diagnostics: session.diagnostics,
    counts: context.counts,
    outputs: outputsOf(state),
  };
}

async function run(context: ApplyContext): Promise<void> {
  const graph = applyGraph(context);
  const cycle = graph.cycle();
  if (cycle) {
    context.report([
      errorDiag(
        "The plan cannot be ordered",
        `These wait for each other: ${cycle.join(", ")}. This is a defect of the engine; use --engine tofu meanwhile.`,
      ),
    ]);
    return;
  }
  tellImports(context);
  const release = stopOnAbort(context.pool, context.signal);
  let skipped: Set<string>;
  try {
    skipped = await walk(
      graph,
      (node: ApplyNode, id) => guarded(context, id, () => visitApply(context, node)),
      context.signal,
    );
  } finally {
    release();
  }
  if (context.signal?.aborted) {
    const skippedChanges = [...skipped].filter((id) =>
      ["change", "destroy"].includes(graph.nodes.get(id)!.kind),
    );
    const left = skippedChanges.length + context.heldBack.size;
    context.report([
      errorDiag(
        "The apply was interrupted",
        `What was done is kept in the state; ${left === 1 ? "1 operation was" : `${left} operations were`} not started. Plan and apply again to do the rest.`,
      ),
    ]);
  }
  if (isPartialPlan(context.plan)) context.report([incomplete()]);
}

/** The error of a destruction that did all that it was to do, and left objects behind for that reason. */
function leftBehind({ plan, counts, diagnostics }: ApplyContext, suppressed = false): Diag[] {
  if (plan.mode !== "destroy" || counts.forget === 0 || suppressed || hasErrors(diagnostics)) return [];
  return [
    errorDiag(
      "Destroy was successful but left behind forgotten instances",
      "As requested, OpenTofu has not deleted some remote objects that are no longer managed by this configuration. Those objects continue to exist in their remote system and so may continue to incur charges. Refer to the original plan for more information.\nTo suppress this error for the future 'destroy' runs, you can add the CLI flag \"-suppress-forget-errors\".",
    ),
  ];
}

/** The plan has read imported objects, so they are in the state with which the apply starts. */
function tellImports({ plan, emit }: ApplyContext): void {
  for (const { address, importing } of plan.changes) {
    if (!importing) continue;
    const what = { operation: "import", address, id: `id=${importing.id}` } as const;
    emit({ type: "operation-start", ...what });
    emit({ type: "operation-complete", ...what, elapsed: 0 });
  }
}

function finishState(context: ApplyContext, internals: Internals): void {
  const { plan, state } = context;
  const partial = isPartialPlan(plan);
  if (plan.mode === "destroy" && !partial && !hasErrors(context.diagnostics)) state.checkResults = null;
  else if (!partial) state.checkResults = mergeChecks(internals.checkResults, context.checks.stateResults());
  if (hasErrors(context.diagnostics)) return;
  for (const { name, action } of plan.outputChanges) if (action === "delete") delete state.outputs[name];
}

/** Checks of the apply take precedence over those of the plan. */
function mergeChecks(planned: unknown, applied: unknown): unknown {
  const later = new Map(
    ((applied ?? []) as { config_addr: string }[]).map((group) => [group.config_addr, group]),
  );
  const before = (planned ?? []) as { config_addr: string }[];
  const all = before.map((group) => later.get(group.config_addr) ?? group);
  // What was only known to be there once something else was.
  const seen = new Set(before.map((group) => group.config_addr));
  all.push(...[...later.values()].filter((group) => !seen.has(group.config_addr)));
  return all.length === 0 ? null : all;
}

/** Saved plans hold no ephemeral values: they are given again. */
async function ephemeralValues(
  config: Configuration,
  { variables }: Internals,
  plan: Plan,
  options: ApplyOptions,
): Promise<{ readonly values: readonly [string, Value][]; readonly diagnostics: readonly Diag[] }> {
  const wanted = [...config.variables.values()].filter(
    ({ name, ephemeral }) => ephemeral && !variables.has(name),
  );
  if (wanted.length === 0) return { values: [], diagnostics: [] };
  const only: Configuration = {
    ...config,
    variables: new Map(wanted.map((variable) => [variable.name, variable])),
  };
  const given = (options.inputs ?? []).filter((input) => "file" in input || only.variables.has(input.name));
  const found = await variableValues(only, {
    dir: plan.dir,
    inputs: given,
    env: options.env ?? process.env,
  });
  return {
    values: [...found.values],
    diagnostics: found.diagnostics.filter(({ severity }) => severity === "error"),
  };
}

function incompletePlan(): Diag {
  return errorDiag(
    "Cannot apply incomplete plan",
    "OpenTofu encountered an error when generating this plan, so it cannot be applied.",
  );
}

function stalePlan(plan: Plan, current: StateFile | null | undefined): Diag | null {
  if (current === undefined) return null;
  const { serial, lineage } = plan.priorState;
  if (
    current === null
      ? serial === 0 && plan.priorState.resources.length === 0
      : sameState(current, plan.priorState)
  )
    return null;
  if (current !== null && current.lineage !== lineage && serial > 0) {
    return errorDiag(
      "Saved plan does not match the given state",
      `The given plan can not be applied because it was created from a different state lineage: ${lineage}, while the state has ${current.lineage}. Make a new plan.`,
    );
  }
  return errorDiag(
    "Saved plan is stale",
    `The given plan file can no longer be applied because the state was changed by another operation after the plan was created: it was made from serial ${serial}, and the state has ${current === null ? "none" : `serial ${current.serial}`}. Make a new plan.`,
  );
}

const sameState = (a: StateFile, b: StateFile): boolean =>
  a.serial === b.serial && (a.lineage === b.lineage || (a.serial === 0 && a.resources.length === 0));

async function configurationOf(
  plan: Plan,
  internals: Internals,
  env: ApplyOptions["env"],
): Promise<{ config?: Configuration; diagnostics: readonly Diag[] }> {
  if (internals.config) return { config: internals.config, diagnostics: [] };
  const loaded = await loadConfiguration(plan.dir, {
    workspace: plan.workspace,
    variables: async () => internals.variables,
    env,
    pinned: internals.modules,
  });
  if (!loaded.config || fingerprint(loaded.config) === internals.fingerprint) return loaded;
  return {
    diagnostics: [
      errorDiag(
        "The configuration was changed after the plan",
        `The files in ${plan.dir} are not those that the plan was made from, so applying it would do something else than was planned. Make a new plan, or restore the files.`,
      ),
    ],
  };
}

function incomplete(): Diag {
  return diag(
    "warning",
    "Applied changes may be incomplete",
    "The plan was created with the -target or the -exclude option in effect, so some changes requested in the configuration may have been ignored and the output values may not be fully updated. Run the following command to verify that no other changes are pending:\n    tofu plan\n\nNote that the -target and -exclude options are not suitable for routine use, and are provided only for exceptional situations such as recovering from errors or mistakes, or when OpenTofu specifically suggests to use it as part of an error message.",
  );
}

function outputsOf(state: WorkingState): Record<string, OutputValue> {
  return Object.fromEntries(
    Object.entries(state.outputs).map(([name, output]) => [
      name,
      { value: storedOutput(output), sensitive: output.sensitive ?? false },
    ]),
  );
}

function unchanged(state: StateFile, diagnostics: readonly Diag[]): ApplyOutcome {
  const counts = { add: 0, change: 0, destroy: 0, import: 0, forget: 0 };
  return { state, diagnostics, counts, outputs: outputsOf(new WorkingState(state)) };
}
