export { type ApiResource, apiResource, type Extra } from "./api-resource.js";
export { PROVIDER_BLOCK, type Surroundings } from "./connection.js";
export type { LinkDefinition, PlanFacts } from "./definition.js";
export * from "./definition.js";
export { ArgumentError, type FunctionDefinition } from "./function.js";
export * from "./mapping.js";
export { TableProvider, type Tables } from "./provider.js";
export { unchanged } from "./upgrade.js";
export * from "./validate.js";
