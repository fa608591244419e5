import type { Value } from "../../values/index.js";
import type { Span } from "../source/source.js";
import type { TraversalStep } from "./reference.js";

/** The nodes of an expression of the native syntax. */
export type Node =
  | { readonly kind: "literal"; readonly value: Value; readonly span: Span }
  | TraversalNode
  /** A traversal that starts at the result of an expression. */
  | { readonly kind: "relative"; readonly source: Node; readonly steps: TraversalStep[]; readonly span: Span }
  | {
      readonly kind: "index";
      readonly collection: Node;
      readonly key: Node;
      readonly bracket: Span;
      readonly span: Span;
    }
  | SplatNode
  /** The element that the innermost splat is at. */
  | { readonly kind: "item"; readonly span: Span }
  | CallNode
  | ConditionalNode
  | BinaryNode
  | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly operand: Node; readonly span: Span }
  | { readonly kind: "tuple"; readonly items: readonly Node[]; readonly span: Span }
  | { readonly kind: "object"; readonly items: readonly ObjectItem[]; readonly span: Span }
  | ForNode
  | TemplateNode
  /** A template that is one interpolation and nothing else: the value itself, whatever its type. */
  | { readonly kind: "wrap"; readonly inner: Node; readonly span: Span }
  | { readonly kind: "parentheses"; readonly inner: Node; readonly span: Span }
  /** A `for` directive in a template: the iterations' texts joined. */
  | { readonly kind: "join"; readonly loop: ForNode; readonly span: Span };

export interface TraversalNode {
  readonly kind: "traversal";
  readonly root: string;
  readonly rootSpan: Span;
  readonly steps: TraversalStep[];
  readonly span: Span;
}

export interface SplatNode {
  readonly kind: "splat";
  readonly source: Node;
  readonly each: Node;
  readonly span: Span;
}

export interface CallNode {
  readonly kind: "call";
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Node[];
  /** The last argument is expanded: `f(list...)`. */
  readonly expand: boolean;
  readonly close: Span;
  readonly span: Span;
}

export interface ConditionalNode {
  readonly kind: "conditional";
  readonly condition: Node;
  readonly whenTrue: Node;
  readonly whenFalse: Node;
  readonly span: Span;
}

export type BinaryOperator =
  | "||"
  | "&&"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

export interface BinaryNode {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Node;
  readonly right: Node;
  readonly span: Span;
}

export interface ObjectItem {
  readonly key: Node;
  /** In parentheses: a name alone is a reference, not a text. */
  readonly computed: boolean;
  readonly value: Node;
}

export interface ForNode {
  readonly kind: "for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Node;
  /** Absent when a tuple is built. */
  readonly key?: Node;
  readonly value: Node;
  readonly condition?: Node;
  readonly group: boolean;
  readonly span: Span;
}

export interface TemplateNode {
  readonly kind: "template";
  readonly parts: readonly Node[];
  readonly span: Span;
}

/** The name that an expression consists of alone, as in `a = …` within an object. */
export function nameAlone(node: Node): string | undefined {
  if (node.kind === "traversal") return node.steps.length === 0 ? node.root : undefined;
  if (node.kind !== "literal") return undefined;
  if (node.value.isNull) return "null";
  return node.value.type.kind === "bool" ? String(node.value.asBool()) : undefined;
}
