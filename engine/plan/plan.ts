/** Makes a plan: what has to be done for what exists to be what the configuration says. */

import { configAddress } from "../addresses/address.js";
import { hasErrors } from "../config/diagnostics.js";
import { loadConfiguration } from "../config/load.js";
import { CheckRecorder } from "../evaluate/check-recorder.js";
import { guarded, openSession, stopOnAbort } from "../evaluate/session.js";
import { checkVariables, givenVariables, variableValues } from "../evaluate/variables.js";
import { walk } from "../graph/walk.js";
import type { Diag } from "../interfaces/diag.js";
import type { PlanOutcome, PlanRequest } from "../interfaces/types.js";
import { emptyState } from "../state/state.js";
import { WorkingState } from "../state/working.js";
import { assemble } from "./assemble.js";
import { isPartial, type PlanContext } from "./context.js";
import { planGraph } from "./graph.js";
import { applyImpliedMoves, applyMoves } from "./moved.js";
import { outputChange } from "./outputs.js";
import { Changes } from "./planned.js";
import { exclusiveOptions, parseReplacements, parseTargets, targetWarning } from "./targets.js";
import { validate } from "./validate.js";
import { visit } from "./visit.js";

/** Validates a configuration, as far as that is possible without values for its variables and without a state. */
export async function validateConfiguration(
  request: Pick<PlanRequest, "dir" | "env" | "providers">,
): Promise<readonly Diag[]> {
  const loaded = await loadConfiguration(request.dir, { env: request.env });
  if (!loaded.config) return loaded.diagnostics;
  const options = { ...request, workspace: "default", planTimestamp: new Date(), applying: false };
  const session = openSession(loaded.config, options);
  session.report([...loaded.diagnostics, ...session.analysis.diagnostics]);
  if (session.analysis.walkable) await validate(session);
  return session.diagnostics;
}

/** Plans the changes from a state and its real objects to a configuration. Nothing is changed. */
export async function plan(request: PlanRequest): Promise<PlanOutcome> {
  const { mode = "normal", workspace = "default" } = request;
  const loaded = await loadConfiguration(request.dir, { ...givenVariables(request), env: request.env });
  if (!loaded.config) return { diagnostics: loaded.diagnostics };
  const planTimestamp = new Date();
  const session = openSession(loaded.config, { ...request, workspace, planTimestamp, applying: false });
  session.report(loaded.diagnostics);
  const failed = (): PlanOutcome => ({ diagnostics: session.diagnostics });
  const usable = session.report(session.analysis.diagnostics);
  const variables = await variableValues(loaded.config, request);
  const targets = parseTargets(request.targets ?? []);
  const excludes = parseTargets(request.excludes ?? []);
  const replacements = parseReplacements(request.replace ?? []);
  const given = session.report([
    ...variables.diagnostics,
    ...targets.diagnostics,
    ...excludes.diagnostics,
    ...(targets.targets && excludes.targets ? [exclusiveOptions()] : []),
    ...replacements.diagnostics,
  ]);
  if (!given || !session.analysis.walkable) return failed();
  // Other mistakes are said in one go with references that lead nowhere and resource types that do not exist.
  const valid = await validate(session);
  if (!usable || !valid) return failed();
  for (const [name, value] of variables.values) session.store.variables.set(name, value);

  const prior = request.state ?? emptyState();
  const state = new WorkingState(prior);
  const moves = applyMoves(session.analysis.modules, state);
  if (!session.report(moves.diagnostics)) return failed();
  applyImpliedMoves(session.analysis.modules, state, moves.moved);
  const context: PlanContext = {
    ...session,
    mode,
    refresh: request.refresh ?? true,
    rawVariables: variables.raw,
    state,
    changes: new Changes(),
    drift: [],
    outputChanges: [],
    checks: new CheckRecorder(),
    targets: targets.targets,
    excludes: excludes.targets,
    targetsAll: new Set(),
    replace: replacements.replace,
    moved: moves.moved,
  };
  if (!checkVariables(context)) return failed();
  const problems = await run(context);
  if (isPartial(context)) session.report([targetWarning()]);
  if (problems.length > 0) session.report(problems);
  const chosen = { targets: request.targets ?? [], excludes: request.excludes ?? [] };
  const frame = { dir: request.dir, workspace, prior, planTimestamp, ...chosen };
  const made = assemble(context, frame);
  const { diagnostics } = session;
  if (!hasErrors(diagnostics)) return { plan: made, diagnostics };
  // Where nothing was walked there is nothing to show.
  return problems.length > 0 ? failed() : { partial: { ...made, errored: true }, diagnostics };
}

async function run(base: PlanContext): Promise<readonly Diag[]> {
  const { graph, chosen, diagnostics } = planGraph(base);
  if (diagnostics.length > 0) return diagnostics;
  const context: PlanContext = chosen ? { ...base, targetsAll: chosen.whole } : base;
  const release = stopOnAbort(context.pool, context.signal);
  try {
    await walk(graph, (node, id) => guarded(context, id, () => visit(context, node)), context.signal);
  } finally {
    release();
  }
  if (context.signal?.aborted) return [interrupted()];
  forgetData(context);
  if (!isPartial(context)) changeOrphanOutputs(context);
  return [];
}

function interrupted(): Diag {
  return {
    severity: "error",
    summary: "The plan was interrupted",
    detail: "Nothing was changed. Make the plan again when ready.",
  };
}

/** Data sources are kept in the state only while they are declared. */
function forgetData(context: PlanContext): void {
  if (isPartial(context)) return;
  for (const [id, { address }] of [...context.state.resources]) {
    if (address.mode !== "data") continue;
    if (context.mode === "destroy" || !context.analysis.resources.has(configAddress(address)))
      context.state.resources.delete(id);
  }
}

function changeOrphanOutputs(context: PlanContext): void {
  for (const [name, stored] of Object.entries(context.state.outputs)) {
    const declared = context.mode !== "destroy" && context.config.outputs.has(name);
    if (!declared) context.outputChanges.push(outputChange(name, stored, undefined));
  }
}
