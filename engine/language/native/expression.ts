import type { Diag } from "../../interfaces/diag.js";
import type { Expression } from "../body/expression.js";
import type { Evaluated, Scope } from "../body/scope.js";
import { evaluateNode } from "../evaluate/evaluate.js";
import { tooDeep } from "../source/diagnostics.js";
import type { Span } from "../source/source.js";
import type { Node } from "../syntax/ast.js";
import type { Reference } from "../syntax/reference.js";
import { collectReferences } from "../syntax/references.js";

/** An expression of the native syntax. */
export class NativeExpression implements Expression {
  #found: { references: readonly Reference[]; problems: readonly Diag[] } | undefined;

  constructor(readonly node: Node) {}

  get span(): Span {
    return this.node.span;
  }

  references(names?: ReadonlySet<string>): readonly Reference[] {
    return this.found(names).references;
  }

  referenceProblems(names?: ReadonlySet<string>): readonly Diag[] {
    return this.found(names).problems;
  }

  private found(names: ReadonlySet<string> | undefined) {
    if (names && names.size > 0) return collected(this.node, names);
    this.#found ??= collected(this.node);
    return this.#found;
  }

  evaluate(scope: Scope): Evaluated {
    return evaluateNode(this.node, scope);
  }

  list(): readonly Expression[] | undefined {
    const node = unwrap(this.node);
    return node.kind === "tuple" ? node.items.map((item) => new NativeExpression(item)) : undefined;
  }

  pairs(): readonly { key: Expression; value: Expression }[] | undefined {
    const node = unwrap(this.node);
    if (node.kind !== "object") return undefined;
    return node.items.map(({ key, value }) => ({
      key: new NativeExpression(key),
      value: new NativeExpression(value),
    }));
  }

  syntax(): { node: Node; diagnostics: readonly Diag[] } {
    return { node: this.node, diagnostics: [] };
  }
}

function collected(node: Node, names?: ReadonlySet<string>): ReturnType<typeof collectReferences> {
  try {
    return collectReferences(node, names);
  } catch (e) {
    if (!(e instanceof RangeError)) throw e;
    return { references: [], problems: [tooDeep(node.span)] };
  }
}

function unwrap(node: Node): Node {
  return node.kind === "parentheses" ? unwrap(node.inner) : node;
}
