import { ConversionError, convert, type Mark, STRING, Value } from "../../values/index.js";
import type { Node, TemplateNode } from "../syntax/ast.js";
import type { Context } from "./context.js";
import { evaluate } from "./evaluate.js";
import { evaluateFor } from "./loops.js";

const INVALID = "Invalid template interpolation value";
/** A longer known start of an unknown text is of no use to anybody. */
const LONGEST_PREFIX = 128;

/** A text with values in it; one that is a single value keeps that value's type. */
export function evaluateTemplate(node: TemplateNode, context: Context): Value {
  const marks: Mark[] = [];
  const before = context.diagnostics.length;
  let known = true;
  let text = "";
  for (const part of node.parts) {
    const value = evaluate(part, context);
    if (value.isNull) {
      context.error(
        INVALID,
        "The expression result is null. Cannot include a null value in a string template.",
        part.span,
        part,
      );
      continue;
    }
    marks.push(...value.marks);
    if (!value.isKnown) {
      known = false;
      continue;
    }
    const string = asText(value.unmark());
    if (string instanceof ConversionError) {
      const detail = `Cannot include the given value in a string template: ${string.message}.`;
      context.error(INVALID, detail, part.span, part);
    } else if (known) {
      text += string;
    }
  }
  if (known) return Value.string(text).withMarks(marks);
  const unknown = Value.unknown(STRING, { notNull: true });
  const useful = text !== "" && context.diagnostics.length === before;
  return (useful ? unknown.refinePrefix(text.slice(0, LONGEST_PREFIX)) : unknown).withMarks(marks);
}

function asText(value: Value): string | ConversionError {
  try {
    return convert(value, STRING).asString();
  } catch (e) {
    if (e instanceof ConversionError) return e;
    throw e;
  }
}

/** The texts that a `for` directive gives, one after the other. */
export function evaluateJoin(node: Node & { kind: "join" }, context: Context): Value {
  const texts = evaluateFor(node.loop, context);
  if (!texts.isKnown) return Value.unknown(STRING).withMarks(texts.marks);
  const marks: Mark[] = [...texts.marks];
  let joined = "";
  for (const value of texts.elements()) {
    if (!value.isKnown) return Value.unknown(STRING).withMarks(texts.marks);
    marks.push(...value.marks);
    joined += value.asString();
  }
  return Value.string(joined).withMarks(marks);
}
