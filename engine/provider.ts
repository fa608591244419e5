/** What those who write a provider need: the interface that it implements, schemas, and the type that a schema implies. */
export * from "./interfaces/provider.js";
export { readOnlyProblems } from "./interfaces/read-only.js";
export { blockType } from "./interfaces/schema.js";
