import type { Diag } from "../types.js";
import type { Reference } from "./reference.js";
import type { Evaluated, Scope } from "./scope.js";
import type { Span } from "./source.js";

/** An expression of either syntax. */
export interface Expression {
  readonly span: Span;
  /** All references, also those in branches that may not be taken. References that make no sense are left out; see `referenceProblems`. */
  references(): readonly Reference[];
  /** Traversals that can be no reference, such as a resource type without a name. */
  referenceProblems(): readonly Diag[];
  evaluate(scope: Scope): Evaluated;
}
