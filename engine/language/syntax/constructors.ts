import type { ForNode, Node, ObjectItem } from "./ast.js";
import { readExpression } from "./expression.js";
import type { TokenReader } from "./reader.js";
import type { Token } from "./tokens.js";

/** Reads `[…]` or `{…}`: a tuple, an object, or a `for` expression that makes one. */
export function readCollection(reader: TokenReader): Node {
  const open = reader.read();
  // Leading newlines mean nothing in an object either.
  const isFor = reader.withNewlines(false, () => reader.isWord(reader.peek(), "for"));
  if (isFor) return reader.withNewlines(false, () => readFor(reader, open));
  return open.kind === "["
    ? reader.withNewlines(false, () => readTuple(reader, open))
    : reader.withNewlines(true, () => readObject(reader, open));
}

function readTuple(reader: TokenReader, open: Token): Node {
  const items: Node[] = [];
  for (;;) {
    const close = reader.take("]");
    if (close) return { kind: "tuple", items, span: reader.between(open, close) };
    items.push(readExpression(reader));
    const next = reader.peek();
    if (next.kind === "]") continue;
    if (next.kind === "end") {
      reader.fail(
        "Unterminated tuple constructor expression",
        "There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.",
        open,
      );
    }
    if (!reader.take(",")) {
      reader.fail("Missing item separator", "Expected a comma to mark the beginning of the next item.", next);
    }
  }
}

function readObject(reader: TokenReader, open: Token): Node {
  const items: ObjectItem[] = [];
  for (;;) {
    if (reader.take("newline")) continue;
    const close = reader.take("}");
    if (close) return { kind: "object", items, span: reader.between(open, close) };
    const computed = reader.peek().kind === "(";
    const key = readExpression(reader);
    if (!reader.take("=") && !reader.take(":")) missingSeparator(reader, open);
    const value = readExpression(reader);
    items.push({ key, computed, value });
    const next = reader.peek();
    if (next.kind === "}") continue;
    if (next.kind === "end") unterminated(reader, open);
    if (!reader.take(",") && !reader.take("newline")) {
      reader.fail(
        "Missing attribute separator",
        "Expected a newline or comma to mark the beginning of the next attribute.",
        next,
      );
    }
  }
}

function unterminated(reader: TokenReader, open: Token): never {
  return reader.fail(
    "Unterminated object constructor expression",
    "There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
    open,
  );
}

function missingSeparator(reader: TokenReader, open: Token): never {
  const next = reader.peek();
  const expected = 'Expected an equals sign ("=") to mark the beginning of the attribute value.';
  switch (next.kind) {
    case "newline":
    case ",":
      return reader.fail(
        "Missing attribute value",
        'Expected an attribute value, introduced by an equals sign ("=").',
        next,
      );
    case "identifier":
      return reader.fail(
        "Missing key/value separator",
        `${expected} If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.`,
        next,
      );
    case "end":
      return unterminated(reader, open);
    default:
      return reader.fail("Missing key/value separator", expected, next);
  }
}

const INVALID_FOR = "Invalid 'for' expression";

function readFor(reader: TokenReader, open: Token): ForNode {
  reader.read();
  const names = readForNames(reader, INVALID_FOR, {
    first: "For expression requires variable name after 'for'.",
    second: "For expression requires value variable name after comma.",
    in: "For expression requires the 'in' keyword after its name declarations.",
  });
  const collection = readExpression(reader);
  if (!reader.take(":")) {
    reader.fail(
      INVALID_FOR,
      "For expression requires a colon after the collection expression.",
      reader.peek(),
    );
  }
  let key: Node | undefined;
  let value = readExpression(reader);
  if (reader.take("=>")) {
    key = value;
    value = readExpression(reader);
  }
  const ellipsis = reader.take("...");
  let condition: Node | undefined;
  if (reader.isWord(reader.peek(), "if")) {
    reader.read();
    condition = readExpression(reader);
  }
  const close = reader.read();
  const object = open.kind === "{";
  if (close.kind !== (object ? "}" : "]")) {
    reader.fail(INVALID_FOR, "Extra characters after the end of the 'for' expression.", close);
  }
  if (!object && key)
    reader.fail(INVALID_FOR, "Key expression is not valid when building a tuple.", key.span);
  if (!object && ellipsis) {
    reader.fail(INVALID_FOR, "Grouping ellipsis (...) cannot be used when building a tuple.", ellipsis);
  }
  if (object && !key)
    reader.fail(INVALID_FOR, "Key expression is required when building an object.", value.span);
  return {
    kind: "for",
    ...names,
    collection,
    ...(key && { key }),
    value,
    ...(condition && { condition }),
    group: ellipsis !== null,
    span: reader.between(open, close),
  };
}

/** `value in` or `key, value in`, behind the word `for`. */
export function readForNames(
  reader: TokenReader,
  summary: string,
  details: { first: string; second: string; in: string },
): { keyName?: string; valueName: string } {
  const first = reader.peek();
  if (first.kind !== "identifier") reader.fail(summary, details.first, first);
  reader.read();
  let names: { keyName?: string; valueName: string } = { valueName: reader.text(first) };
  if (reader.take(",")) {
    const second = reader.peek();
    if (second.kind !== "identifier") reader.fail(summary, details.second, second);
    reader.read();
    names = { keyName: names.valueName, valueName: reader.text(second) };
  }
  if (!reader.isWord(reader.peek(), "in")) reader.fail(summary, details.in, reader.peek());
  reader.read();
  return names;
}
