/** The configuration language: files to a configuration, expressions to values. */
export type { Attribute, Body, BodyBlock, BodyContent, BodySchema } from "./body.js";
export type * from "./config/model.js";
export type { Expression } from "./expression.js";
export type { Reference, Subject, TraversalStep } from "./reference.js";
export type { Evaluated, Scope } from "./scope.js";
export { Source, Span } from "./source.js";
