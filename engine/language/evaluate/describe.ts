import { quoteHcl } from "../../addresses/address.js";
import type { Diag } from "../../interfaces/diag.js";
import { EPHEMERAL, formatNumber, isPrimitive, SENSITIVE, typeName, type Value } from "../../values/index.js";
import type { Node } from "../syntax/ast.js";
import { children } from "../syntax/children.js";
import { attributeText } from "../syntax/reference.js";
import type { Context } from "./context.js";
import { evaluate } from "./evaluate.js";

type Described = NonNullable<Diag["values"]>;

/** The values of the traversals in an expression, for the reader of an error about it. */
export function describeValues(node: Node, context: Context): Described {
  const found = new Map<string, string>();
  collect(node, context, found);
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([expression, statement]) => ({ expression, statement }));
}

function collect(node: Node, context: Context, found: Map<string, string>): void {
  if (node.kind === "traversal") {
    // The longest part of the traversal that has a value.
    for (let length = node.steps.length; length >= 0; length--) {
      const steps = node.steps.slice(0, length);
      const apart = context.probe();
      const value = evaluate({ ...node, steps }, apart);
      if (apart.failed) continue;
      const text = attributeText(node.root, steps);
      const statement = statementOf(value);
      if (statement) found.set(text, statement);
      return;
    }
    return;
  }
  // Names that the expression itself defines have no one value.
  const parts = node.kind === "for" ? [node.collection] : children(node);
  for (const part of parts) collect(part, context, found);
}

function statementOf(value: Value): string | null {
  if (value.hasMark(EPHEMERAL)) return "has an ephemeral value";
  if (value.hasMark(SENSITIVE)) return "has a sensitive value";
  if (!value.isKnown) {
    return value.type.kind === "dynamic" ? null : `is a ${typeName(value.type)}, known only after apply`;
  }
  if (value.isNull) return value.type.kind === "dynamic" ? "is null" : `is a null ${typeName(value.type)}`;
  if (isPrimitive(value.type)) return `is ${primitiveText(value)}`;
  const { length } = value;
  switch (value.type.kind) {
    case "object": {
      if (length === 0) return "is object with no attributes";
      const [first] = value.entries();
      return length === 1
        ? `is object with 1 attribute ${JSON.stringify(first![0])}`
        : `is object with ${length} attributes`;
    }
    case "tuple":
      return counted("tuple", length);
    case "map": {
      if (length === 1) return `is ${typeName(value.type)} with 1 element`;
      return counted(typeName(value.type), length);
    }
    default:
      return counted(typeName(value.type), length);
  }
}

function counted(name: string, length: number): string {
  if (length === 0) return `is empty ${name}`;
  return `is ${name} with ${length} element${length === 1 ? "" : "s"}`;
}

function primitiveText(value: Value): string {
  if (value.type.kind === "string") return quoteHcl(value.asString());
  return value.type.kind === "number" ? formatNumber(value.asNum()) : String(value.asBool());
}
