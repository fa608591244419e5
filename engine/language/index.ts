/** The configuration language: files to a configuration, expressions to values. */
export type { Attribute, Body, BodyBlock, BodyContent, BodySchema } from "./body/body.js";
export type { Expression } from "./body/expression.js";
export type { Evaluated, Scope } from "./body/scope.js";
export { type LoadedConfiguration, type LoadOptions, loadConfiguration } from "./config/load.js";
export type * from "./config/model.js";
export {
  type InstalledModule,
  ModuleError,
  type ModuleInstaller,
  type PackageModule,
  packageModule,
  type RegistryModule,
  type RemoteModule,
} from "./config/module-source.js";
export { type ModuleNode, moduleTitle, moduleTree } from "./config/module-tree.js";
export { PROVISIONER_BLOCK } from "./config/provisioners.js";
export type { Repeated } from "./config/repetition.js";
export { newestOf, satisfies } from "./config/version.js";
export { evaluateBlock } from "./evaluate/block.js";
export { type BlockReferences, blockReferences } from "./evaluate/block-references.js";
export { bodySchema } from "./evaluate/block-schema.js";
export { TYPE_MARK } from "./functions/conversion.js";
export { parseExpression, parseTemplate } from "./native/parse.js";
export { Source, Span } from "./source/source.js";
export type { Reference, Subject, TraversalStep } from "./syntax/reference.js";
