/** The configuration language: files to a configuration, expressions to values. */
export type { Attribute, Body, BodyBlock, BodyContent, BodySchema } from "./body.js";
export { type LoadedConfiguration, loadConfiguration } from "./config/load.js";
export type * from "./config/model.js";
export { type ModuleNode, moduleTitle, moduleTree } from "./config/module-tree.js";
export { PROVISIONER_BLOCK } from "./config/provisioners.js";
export { providerKey } from "./config/terraform.js";
export { evaluateBlock } from "./evaluate/block.js";
export { type BlockReferences, blockReferences } from "./evaluate/block-references.js";
export { bodySchema } from "./evaluate/block-schema.js";
export type { Expression } from "./expression.js";
export { TYPE_MARK } from "./functions/conversion.js";
export { parseExpression, parseTemplate } from "./native/parse.js";
export type { Reference, Subject, TraversalStep } from "./reference.js";
export type { Evaluated, Scope } from "./scope.js";
export { Source, Span } from "./source.js";
