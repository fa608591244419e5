export { type ApiResource, apiResource, type Extra } from "./api-resource.js";
export { PROVIDER_BLOCK, type Surroundings } from "./connection.js";
export type { LinkDefinition } from "./declarations.js";
export * from "./definition.js";
export { ArgumentError, type FunctionDefinition } from "./function.js";
export * from "./mapping.js";
export type { PlanFacts } from "./plan-facts.js";
export { TableProvider, type Tables } from "./provider.js";
export * from "./validate.js";
