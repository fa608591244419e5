import type { Diag } from "../../interfaces/diag.js";
import type { Value } from "../../values/index.js";
import type { Span } from "../source/source.js";
import type { Node } from "../syntax/ast.js";
import type { Reference } from "../syntax/reference.js";
import type { Evaluated, Scope } from "./scope.js";

/** An expression of either syntax. */
export interface Expression {
  readonly span: Span;
  /**
   * All references, also those in branches that may not be taken. Traversals that can be no reference are left out;
   * see `referenceProblems`, and those that start at one of `names`.
   */
  references(names?: ReadonlySet<string>): readonly Reference[];
  /** Errors that show without evaluating: traversals that can be no reference, templates in JSON that do not parse. */
  referenceProblems(names?: ReadonlySet<string>): readonly Diag[];
  evaluate(scope: Scope): Evaluated;
  /** In JSON: what it says when texts are taken as they stand, templates or not. */
  written?(): Value;
  /** The expressions of a list that is written out; undefined for anything else. */
  list(): readonly Expression[] | undefined;
  /** The keys and values of an object that is written out. */
  pairs(): readonly { readonly key: Expression; readonly value: Expression }[] | undefined;
  /**
   * The expression's syntax, for arguments that are read and not evaluated, such as types and addresses. In JSON these
   * are texts in the native syntax.
   */
  syntax(): { readonly node?: Node; readonly diagnostics: readonly Diag[] };
}
