/** The embedded engine: plans and applies a configuration in process, as tofu would. */
export { apply } from "./apply/apply.js";
export { type Console, createConsole } from "./console/console.js";
export { shareProcessGroup } from "./exec/local-exec.js";
export { type ImportOutcome, importResource } from "./plan/import.js";
export { plan } from "./plan/plan.js";
export { planJson } from "./planfile/json.js";
export { loadPlan, savePlan } from "./planfile/planfile.js";
export { renderDiagnostic } from "./render/diagnostic.js";
export { renderEvent } from "./render/event.js";
export { renderOutputs, renderOutputValue } from "./render/outputs.js";
export { renderPlan } from "./render/plan.js";
export { renderStateResource } from "./render/state.js";
export { renderApplySummary } from "./render/summary.js";
export { renderValue } from "./render/value.js";
export type { StateFile, StateInstance, StateOutput, StateResource } from "./state/format.js";
export { type LocalState, openLocalState } from "./state/local.js";
export { emptyState, parseState, StateError, serializeState } from "./state/state.js";
export * from "./types.js";
