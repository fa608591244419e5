/** The embedded engine: plans and applies a configuration in process, as tofu would. */
export { withoutEngineOption } from "./advice.js";
export { apply } from "./apply/apply.js";
export { constantValue } from "./config/constant.js";
export { declaredVariables } from "./config/declared.js";
export { type DeclaredBackend, declaredBackend } from "./config/declared-backend.js";
export {
  type DeclaredProvider,
  type DeclaredProviders,
  declaredProviders,
} from "./config/declared-providers.js";
export { needsAnotherEngine } from "./config/diagnostics.js";
export { type Console, createConsole } from "./console.js";

export type { StateFile, StateInstance, StateOutput, StateResource } from "./interfaces/state-file.js";
export * from "./interfaces/types.js";
export { isAboutBackend } from "./language/config/terraform.js";
export { formatSource } from "./language/format/source.js";
export { type ImportOutcome, importResource } from "./plan/import.js";
export { type PlainNames, plainNames } from "./plan/plain-names.js";
export { plan, validateConfiguration } from "./plan/plan.js";
export { planChangesJson, planJson } from "./planfile/json.js";
export { loadPlan, savePlan } from "./planfile/planfile.js";
export { renderDiagnostic } from "./render/diagnostic.js";
export { renderEvent } from "./render/event.js";
export { configurationGraph } from "./render/graph.js";
export { renderApplySummary, renderOutputs, renderOutputValue } from "./render/outcome.js";
export { renderPlan } from "./render/plan.js";
export { renderStateResource } from "./render/state.js";
export { StateError } from "./state/checks.js";
export { type Edited, moveObjects, removeObjects, setTainted } from "./state/edit.js";
export { type LocalState, openLocalState, readLocalState } from "./state/local.js";
export { type LockedFor, StateLockedError } from "./state/lock-info.js";
export { emptyState, parseState, serializeState } from "./state/state.js";
export { renderValue } from "./values/text.js";
