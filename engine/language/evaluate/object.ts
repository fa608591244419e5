import { ConversionError, convert, type Mark, STRING, Value } from "../../values/index.js";
import { type Node, nameAlone, type ObjectItem } from "../syntax/ast.js";
import { type Context, UNKNOWN_VALUE } from "./context.js";
import { evaluate } from "./evaluate.js";

/** `{ key = value }`. */
export function evaluateObject(node: Node & { kind: "object" }, context: Context): Value {
  const entries = new Map<string, Value>();
  const marks: Mark[] = [];
  let known = true;
  for (const item of node.items) {
    const ofKey = context.apart();
    const key = evaluateKey(item, ofKey);
    context.take(ofKey);
    const value = evaluate(item.value, context);
    if (ofKey.failed) {
      known = false;
      continue;
    }
    marks.push(...key.marks);
    const text = keyText(key, item, context);
    if (text === null) known = false;
    else entries.set(text, value);
  }
  return (known ? Value.object(entries) : UNKNOWN_VALUE).withMarks(marks);
}

function evaluateKey({ key, computed }: ObjectItem, context: Context): Value {
  if (!computed) {
    const name = nameAlone(key);
    if (name !== undefined) return Value.string(name);
    if (key.kind === "traversal") {
      return context.fail(
        "Ambiguous attribute key",
        "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.",
        key.span,
      );
    }
  }
  return evaluate(key, context);
}

/** Null: not known, or an error that was reported. */
function keyText(key: Value, item: ObjectItem, context: Context): string | null {
  if (key.isNull) {
    context.error("Null value as key", "Can't use a null value as a key.", item.value.span, item.key);
    return null;
  }
  try {
    const text = convert(key.unmark(), STRING);
    return text.isKnown ? text.asString() : null;
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    context.error(
      "Incorrect key type",
      `Can't use this value as a key: ${e.message}.`,
      item.key.span,
      item.key,
    );
    return null;
  }
}
