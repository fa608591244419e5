import { DYNAMIC, parseNumber, Value } from "../../values/index.js";
import type { BinaryOperator, Node } from "./ast.js";
import { readCollection } from "./constructors.js";
import type { TokenReader } from "./reader.js";
import { readQuotedTemplate } from "./template.js";
import type { Token } from "./tokens.js";
import { readTraversal } from "./traversal.js";

/** Loosest first; operators of one level are read from left to right. */
const LEVELS: readonly ReadonlySet<string>[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  [">", ">=", "<", "<="],
  ["+", "-"],
  ["*", "/", "%"],
].map((operators) => new Set(operators));

/** Reads one expression, whatever comes behind it. */
export function readExpression(reader: TokenReader): Node {
  const condition = readBinary(reader, 0);
  if (!reader.take("?")) return condition;
  const whenTrue = readExpression(reader);
  if (!reader.take(":")) {
    reader.fail(
      "Missing false expression in conditional",
      "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
      reader.peek(),
    );
  }
  const whenFalse = readExpression(reader);
  return {
    kind: "conditional",
    condition,
    whenTrue,
    whenFalse,
    span: condition.span.through(whenFalse.span),
  };
}

function readBinary(reader: TokenReader, level: number): Node {
  const operators = LEVELS[level];
  if (!operators) return readTraversal(reader, readTerm(reader));
  let left = readBinary(reader, level + 1);
  while (operators.has(reader.peek().kind)) {
    const operator = reader.read().kind as BinaryOperator;
    const right = readBinary(reader, level + 1);
    left = { kind: "binary", operator, left, right, span: left.span.through(right.span) };
  }
  return left;
}

function readTerm(reader: TokenReader): Node {
  const start = reader.peek();
  switch (start.kind) {
    case "(":
      return readParentheses(reader);
    case "number":
      return readNumber(reader);
    case "identifier":
      return readNamed(reader);
    case "open-quote":
    case "open-heredoc":
      return readQuotedTemplate(reader);
    case "-":
    case "!": {
      reader.read();
      const operand = readTraversal(reader, readTerm(reader));
      return { kind: "unary", operator: start.kind, operand, span: reader.between(start, operand.span) };
    }
    case "[":
    case "{":
      return readCollection(reader);
    case "end":
      return reader.fail(
        "Missing expression",
        "Expected the start of an expression, but found the end of the file.",
        start,
      );
    default:
      return reader.fail(
        "Invalid expression",
        "Expected the start of an expression, but found an invalid expression token.",
        start,
      );
  }
}

function readParentheses(reader: TokenReader): Node {
  const open = reader.read();
  return reader.withNewlines(false, () => {
    const inner = readExpression(reader);
    const close = reader.peek();
    if (close.kind !== ")") {
      reader.fail(
        "Unbalanced parentheses",
        "Expected a closing parenthesis to terminate the expression.",
        close,
      );
    }
    reader.read();
    return { kind: "parentheses", inner, span: reader.between(open, close) };
  });
}

/** A number literal. */
export function readNumber(reader: TokenReader): Node {
  const token = reader.read();
  const number = parseNumber(reader.text(token));
  if (number === null) {
    reader.fail("Invalid number literal", "Failed to recognize the value of this number literal.", token);
  }
  return { kind: "literal", value: Value.number(number), span: reader.span(token) };
}

function readNamed(reader: TokenReader): Node {
  const token = reader.read();
  const next = reader.peek().kind;
  if (next === "(" || next === "::") return readCall(reader, token);
  const span = reader.span(token);
  const name = reader.text(token);
  if (name === "true" || name === "false")
    return { kind: "literal", value: Value.bool(name === "true"), span };
  if (name === "null") return { kind: "literal", value: Value.null(DYNAMIC), span };
  return { kind: "traversal", root: name, rootSpan: span, steps: [], span };
}

function readCall(reader: TokenReader, first: Token): Node {
  let last = first;
  let open = reader.read();
  while (open.kind === "::") {
    last = reader.read();
    if (last.kind !== "identifier") {
      reader.fail(
        "Missing function name",
        "Function scope resolution symbol :: must be followed by a function name in this scope.",
        last,
      );
    }
    open = reader.read();
  }
  if (open.kind !== "(") {
    reader.fail(
      "Missing open parenthesis",
      "Function selector must be followed by an open parenthesis to begin the function call.",
      open,
    );
  }
  const nameSpan = reader.between(first, last);
  return reader.withNewlines(false, () => {
    const { args, expand, close } = readArguments(reader, first, open);
    return {
      kind: "call",
      // Spaces may stand around the colons.
      name: nameSpan.text.replace(/\s+/g, ""),
      nameSpan,
      args,
      expand,
      close: reader.span(close),
      span: reader.between(first, close),
    };
  });
}

function readArguments(
  reader: TokenReader,
  name: Token,
  open: Token,
): { args: Node[]; expand: boolean; close: Token } {
  const args: Node[] = [];
  for (;;) {
    const close = reader.take(")");
    if (close) return { args, expand: false, close };
    args.push(readExpression(reader));
    const separator = reader.read();
    if (separator.kind === ")") return { args, expand: false, close: separator };
    if (separator.kind === "...") {
      const end = reader.take(")");
      if (end) return { args, expand: true, close: end };
      reader.fail(
        "Missing closing parenthesis",
        "An expanded function argument (with ...) must be immediately followed by closing parentheses.",
        separator,
      );
    }
    if (separator.kind === "end") {
      reader.fail(
        "Unterminated function call",
        "There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.",
        reader.between(name, open),
      );
    }
    if (separator.kind !== ",") {
      reader.fail(
        "Missing argument separator",
        "A comma is required to separate each function argument from the next.",
        separator,
      );
    }
  }
}
