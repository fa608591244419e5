import type { Value } from "../../values/index.js";
import type { Span } from "../source/source.js";
import type { Node } from "./ast.js";
import { readExpression, readNumber } from "./expression.js";
import type { TokenReader } from "./reader.js";
import type { TraversalStep } from "./reference.js";
import type { Token } from "./tokens.js";

/** Reads the steps behind a term: `.name`, `[key]`, `.0`, `.*`, `[*]`. */
export function readTraversal(reader: TokenReader, term: Node): Node {
  let node = term;
  for (;;) {
    const next = reader.peek();
    if (next.kind === ".") node = readDot(reader, term, node);
    else if (next.kind === "[") node = readBracket(reader, term, node);
    else return node;
  }
}

function readDot(reader: TokenReader, term: Node, node: Node): Node {
  const dot = reader.read();
  const next = reader.peek();
  if (next.kind === "*") return readAttributeSplat(reader, term, node, dot);
  return withStep(node, readAttribute(reader, dot, "", next));
}

/** `.name`, or the old `.0` for `[0]`. */
function readAttribute(reader: TokenReader, dot: Token, splatHint: string, blame: Token): TraversalStep {
  const next = reader.peek();
  if (next.kind === "identifier") {
    reader.read();
    return { kind: "attribute", name: reader.text(next), span: reader.between(dot, next) };
  }
  if (next.kind === "number") {
    const [first, second] = reader.text(next).split(".");
    if (second !== undefined) {
      reader.fail(
        "Invalid legacy index syntax",
        `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax${splatHint} instead, like [${first}][${second}].`,
        next,
      );
    }
    const { value } = readNumber(reader) as { value: Value };
    return { kind: "index", key: value, span: reader.between(dot, next) };
  }
  if (splatHint !== "" && next.kind === "*") {
    reader.fail(
      "Nested splat expression not allowed",
      "A splat expression (*) cannot be used inside another attribute-only splat expression.",
      next,
    );
  }
  return reader.fail("Invalid attribute name", "An attribute name is required after a dot.", blame);
}

function readAttributeSplat(reader: TokenReader, term: Node, source: Node, dot: Token): Node {
  const star = reader.read();
  let each: Node = { kind: "item", span: reader.between(dot, star) };
  let last: Token | Span = star;
  for (let next = reader.take("."); next; next = reader.take(".")) {
    const step = readAttribute(reader, next, " with a full splat expression [*]", star);
    each = withStep(each, step);
    last = step.span;
  }
  return { kind: "splat", source, each, span: reader.between(term.span, last) };
}

function readBracket(reader: TokenReader, term: Node, node: Node): Node {
  const open = reader.read();
  if (reader.take("*")) {
    const close = reader.read();
    if (close.kind !== "]") {
      reader.fail(
        "Missing close bracket on splat index",
        'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
        close,
      );
    }
    const each = readTraversal(reader, { kind: "item", span: reader.between(open, close) });
    return { kind: "splat", source: node, each, span: term.span.through(each.span) };
  }
  return reader.withNewlines(false, () => {
    const key = readExpression(reader);
    const close = reader.read();
    if (close.kind !== "]") {
      reader.fail(
        "Missing close bracket on index",
        'The index operator must end with a closing bracket ("]").',
        close,
      );
    }
    const span = reader.between(open, close);
    const literal = literalKey(key);
    if (literal) return withStep(node, { kind: "index", key: literal, span });
    return { kind: "index", collection: node, key, bracket: span, span: term.span.through(span) };
  });
}

function literalKey(key: Node): Value | undefined {
  if (key.kind === "literal") return key.value;
  const only = key.kind === "template" && key.parts.length === 1 ? key.parts[0] : undefined;
  return only?.kind === "literal" ? only.value : undefined;
}

function withStep(node: Node, step: TraversalStep): Node {
  if (node.kind === "traversal" || node.kind === "relative") {
    return { ...node, steps: [...node.steps, step], span: node.span.through(step.span) };
  }
  return { kind: "relative", source: node, steps: [step], span: node.span.through(step.span) };
}
