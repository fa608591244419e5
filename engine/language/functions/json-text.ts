import { DYNAMIC, parseNumber, Value } from "../../values/index.js";
import { Source } from "../source/source.js";
import { type JsonNode, parseJson } from "../syntax/json.js";
import { FunctionError } from "./function.js";

/** Characters that would mean something in HTML or break a line in JavaScript are escaped too. */
const ESCAPED = /[<>&\u2028\u2029]/g;

/** A JSON string as the language writes it, which escapes more than JSON asks for. */
export function jsonString(text: string): string {
  return JSON.stringify(text).replace(ESCAPED, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A wholly known value as JSON, with all digits of its numbers. */
export function jsonText(value: Value): string {
  if (value.isNull) return "null";
  switch (value.type.kind) {
    case "string":
      return jsonString(value.asString());
    case "number":
      return value.numberText();
    case "bool":
      return String(value.asBool());
    case "map":
    case "object":
      return `{${value
        .entries()
        .map(([name, v]) => `${jsonString(name)}:${jsonText(v)}`)
        .join(",")}}`;
    default:
      return `[${value.elements().map(jsonText).join(",")}]`;
  }
}

/** The value that a JSON text describes: arrays are tuples, objects are objects. */
export function jsonValue(text: string): Value {
  const { result, diagnostics } = parseJson(new Source("<json>", text));
  if (!result)
    throw new FunctionError(
      `invalid JSON: ${diagnostics[0]?.detail?.replace(/\.$/, "") ?? "it does not parse"}`,
    );
  return fromNode(result);
}

function fromNode(node: JsonNode): Value {
  switch (node.kind) {
    case "string":
      return Value.string(node.text);
    case "number": {
      const number = parseNumber(node.text);
      if (number === null) throw new FunctionError(`${node.text} is too large or too small a number`);
      return Value.number(number);
    }
    case "literal":
      return node.value === null ? Value.null(DYNAMIC) : Value.bool(node.value);
    case "array":
      return Value.tuple(node.items.map(fromNode));
    case "object":
      return Value.object(node.members.map(({ name, value }) => [name, fromNode(value)]));
  }
}
