import { Span } from "../source/source.js";
import { decodeLiteral } from "../syntax/escapes.js";
import { readExpression } from "../syntax/expression.js";
import type { TokenReader } from "../syntax/reader.js";
import type { Token } from "../syntax/tokens.js";
import { type NativeAttribute, type NativeBlock, NativeBody } from "./body.js";
import { NativeExpression } from "./expression.js";

const REQUIRED = "Argument or block definition required";

/** Reads arguments and blocks up to the end of the file, or to the brace that closes the block `open` began. */
export function readBody(reader: TokenReader, open?: Token): NativeBody {
  const attributes = new Map<string, NativeAttribute>();
  const blocks: NativeBlock[] = [];
  const start = open ?? reader.peek();
  for (;;) {
    const next = reader.peek();
    if (next.kind === "newline") {
      reader.read();
    } else if (next.kind === (open ? "}" : "end")) {
      reader.read();
      return new NativeBody(attributes, blocks, reader.between(start, next));
    } else if (next.kind === "identifier") {
      reader.item(() => readItem(reader, attributes, blocks));
    } else if (reader.recovered && (next.kind === "end" || next.kind === "}")) {
      // The brackets of what was passed over do not tell which block ends here.
      reader.read();
      if (next.kind === "end") return new NativeBody(attributes, blocks, reader.between(start, next));
    } else if (next.kind === "end") {
      invalidItem(reader, next, open);
    } else {
      reader.item(() => {
        reader.read();
        invalidItem(reader, next, open);
      });
    }
  }
}

function invalidItem(reader: TokenReader, token: Token, open: Token | undefined): never {
  if (token.kind === "open-quote")
    reader.fail("Invalid argument name", "Argument names must not be quoted.", token);
  if (token.kind === "end" && open) unclosedBlock(reader, open);
  return reader.fail(REQUIRED, "An argument or block definition is required here.", token);
}

function unclosedBlock(reader: TokenReader, open: Token): never {
  return reader.fail(
    "Unclosed configuration block",
    "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
    open,
  );
}

function readItem(
  reader: TokenReader,
  attributes: Map<string, NativeAttribute>,
  blocks: NativeBlock[],
): void {
  const name = reader.read();
  const next = reader.peek();
  if (next.kind === "=") {
    addAttribute(reader, attributes, readAttribute(reader, name));
    endOfAttribute(reader);
  } else if (next.kind === "open-quote" || next.kind === "{" || next.kind === "identifier") {
    blocks.push(readBlock(reader, name));
  } else {
    missingEquals(reader, name);
  }
}

function missingEquals(reader: TokenReader, name: Token): never {
  return reader.fail(
    REQUIRED,
    'An argument or block definition is required here. To set an argument, use the equals sign "=" to introduce the argument value.',
    name,
  );
}

function addAttribute(
  reader: TokenReader,
  attributes: Map<string, NativeAttribute>,
  attribute: NativeAttribute,
): void {
  const existing = attributes.get(attribute.name);
  if (!existing) {
    attributes.set(attribute.name, attribute);
    return;
  }
  const { file, start, end } = existing.nameSpan;
  reader.report(
    "Attribute redefined",
    `The argument ${JSON.stringify(attribute.name)} was already set at ${file}:${start.line},${start.column}-${end.column}. Each argument may be set only once.`,
    attribute.nameSpan,
  );
}

function readAttribute(reader: TokenReader, name: Token): NativeAttribute {
  reader.read();
  const node = readExpression(reader);
  return {
    name: reader.text(name),
    nameSpan: reader.span(name),
    expression: new NativeExpression(node),
    span: reader.between(name, node.span),
  };
}

function endOfAttribute(reader: TokenReader): void {
  const end = reader.peek();
  if (end.kind === "newline" || end.kind === "end") {
    reader.take("newline");
  } else if (end.kind === ",") {
    reader.fail(
      "Unexpected comma after argument",
      "Argument definitions must be separated by newlines, not commas. An argument definition must end with a newline.",
      end,
    );
  } else {
    reader.fail("Missing newline after argument", "An argument definition must end with a newline.", end);
  }
}

function readBlock(reader: TokenReader, type: Token): NativeBlock {
  const labels: string[] = [];
  const labelSpans: Span[] = [];
  let last: Token = type;
  for (let next = reader.peek(); next.kind !== "{"; next = reader.peek()) {
    if (next.kind === "identifier") {
      last = reader.read();
      labels.push(reader.text(next));
      labelSpans.push(reader.span(next));
    } else if (next.kind === "open-quote") {
      const { text, close } = readLabel(reader);
      labels.push(text);
      labelSpans.push(reader.between(next, close));
      last = close;
    } else {
      invalidHeader(reader, next);
    }
  }
  const open = reader.read();
  const following = reader.peek().kind;
  const multiline = following === "newline" || following === "end" || following === "}";
  const body = multiline ? readBody(reader, open) : readSingleLine(reader, open);
  const end = reader.peek();
  if (end.kind !== "newline" && end.kind !== "end") {
    reader.fail("Missing newline after block definition", "A block definition must end with a newline.", end);
  }
  const header = [reader.text(type), ...labels.map((label) => JSON.stringify(label))].join(" ");
  reader.source.addContext(type.from, end.from, header);
  reader.take("newline");
  const span = new Span(reader.source, type.from, last.to, reader.constructPath);
  return {
    type: reader.text(type),
    typeSpan: reader.span(type),
    labels,
    labelSpans,
    open: reader.span(open),
    body,
    span,
  };
}

function invalidHeader(reader: TokenReader, token: Token): never {
  let detail = 'Either a quoted string block label or an opening brace ("{") is expected here.';
  if (token.kind === "=") {
    detail =
      'The equals sign "=" indicates an argument definition, and must not be used when defining a block.';
  } else if (token.kind === "newline") {
    detail =
      'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.';
  }
  return reader.fail("Invalid block definition", detail, token);
}

/** A quoted label: text without templates. */
function readLabel(reader: TokenReader): { text: string; close: Token } {
  const open = reader.read();
  let text = "";
  for (;;) {
    const token = reader.read();
    if (token.kind === "close-quote") return { text, close: token };
    if (token.kind === "quoted-text") {
      text += decodeLiteral(reader, token);
    } else if (token.kind === "interpolation" || token.kind === "directive") {
      const sign = token.kind === "interpolation" ? "$" : "%";
      reader.fail(
        "Invalid string literal",
        `Template sequences are not allowed in this string. To include a literal "${sign}", double it (as "${sign}${sign}") to escape it.`,
        token,
      );
    } else if (token.kind === "end") {
      reader.fail(
        "Unterminated string literal",
        "Unable to find the closing quote mark before the end of the file.",
        reader.between(open, token),
      );
    }
  }
}

/** `block { name = value }` on one line. */
function readSingleLine(reader: TokenReader, open: Token): NativeBody {
  const name = reader.read();
  if (name.kind !== "identifier")
    reader.fail(REQUIRED, "An argument or block definition is required here.", name);
  const next = reader.peek();
  if (next.kind === "open-quote" || next.kind === "{" || next.kind === "identifier") {
    reader.fail(
      "Argument definition required",
      `A single-line block definition can contain only a single argument. If you meant to define argument ${JSON.stringify(reader.text(name))}, use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.`,
      reader.between(name, next),
    );
  }
  if (next.kind !== "=") missingEquals(reader, name);
  const attribute = readAttribute(reader, name);
  const close = reader.peek();
  if (close.kind !== "}") {
    const details: Record<string, string> = {
      ",": "Single-line block syntax can include only one argument definition. To define multiple arguments, use the multi-line block syntax with one argument definition per line.",
      newline:
        "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
    };
    if (close.kind === "end") unclosedBlock(reader, open);
    reader.fail(
      "Invalid single-argument block definition",
      details[close.kind] ??
        "A single-line block definition must end with a closing brace immediately after its single argument definition.",
      close,
    );
  }
  reader.read();
  return new NativeBody(new Map([[attribute.name, attribute]]), [], attribute.span);
}
