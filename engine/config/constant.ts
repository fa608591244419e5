import { Source } from "../language/index.js";
import { parseNativeBody } from "../language/native/parse.js";
import { DYNAMIC, type Json, toJson, Value } from "../values/index.js";
import { errorDiag } from "./diagnostics.js";

const NAME = "value";

/**
 * The value of an expression that refers to nothing, such as `["a", "b"]`, as JSON. @throws Error that says what is wrong
 * with it, without its text
 */
export function constantValue(expression: string): Json {
  const body = parseNativeBody(new Source("expression", `${NAME} = ${expression}\n`));
  const read = body.result?.attributes();
  const attribute = read?.attributes.get(NAME);
  const problems = [...body.diagnostics, ...(read?.diagnostics ?? [])];
  if (attribute === undefined || read!.attributes.size > 1 || problems.length > 0)
    throw new Error("it is not an expression of the language");
  const { value, diagnostics } = attribute.expression.evaluate({
    lookup: (reference) => ({
      value: Value.unknown(DYNAMIC),
      diagnostics: [errorDiag("Variables not allowed", "It refers to another value.", reference.span)],
    }),
  });
  // Not what exactly: that could quote a part of it.
  if (diagnostics.length > 0 || !value.isKnown) throw new Error("it refers to other values, or has none");
  return toJson(value);
}
