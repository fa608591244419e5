import { DYNAMIC, STRING, type Value } from "../../values/index.js";
import { isIdentifier } from "../../values/text.js";
import { hasErrors } from "../source/diagnostics.js";
import { readText } from "./files.js";
import { define, FunctionError, type LanguageFunction, parameter, type Surroundings } from "./function.js";

/** Templates that render templates end here, at the latest. */
const DEEPEST = 64;

function render(text: string, from: string, vars: Value, around: Surroundings): Value {
  if (vars.type.kind !== "map" && vars.type.kind !== "object") {
    throw new FunctionError("invalid vars value: must be a map", 1);
  }
  for (const [name] of vars.entries()) {
    if (isIdentifier(name)) continue;
    throw new FunctionError(
      `invalid template variable name ${JSON.stringify(name)}: must start with a letter, followed by zero or more letters, digits, and underscores`,
      1,
    );
  }
  const depth = around.scope.templateDepth ?? 0;
  if (depth >= DEEPEST) throw new FunctionError(`maximum recursion depth ${DEEPEST} reached in ${from}`);
  const { value, diagnostics, missing } = around.template(text, from, vars.asMap());
  if (missing) {
    const { file, start, end } = missing.rootSpan;
    const where = `referenced at ${file}:${start.line},${start.column}-${end.column}`;
    throw new FunctionError(`vars map does not contain key ${JSON.stringify(missing.root)}, ${where}`, 1);
  }
  if (!hasErrors(diagnostics)) return value;
  const told = diagnostics.map((d) => {
    const at = d.range ? `${d.range.file}:${d.range.start.line},${d.range.start.column}: ` : "";
    return `${at}${d.summary}; ${d.detail ?? ""}`.replace(/\.$/, "");
  });
  throw new FunctionError(told.join("\n"));
}

export const TEMPLATE_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  templatefile: define(
    [parameter("path", STRING), parameter("vars", DYNAMIC)],
    DYNAMIC,
    ([path, vars], around) => {
      const file = path!.asString();
      return render(readText(file, around.scope), file, vars!, around);
    },
    { nullable: true },
  ),
  templatestring: define(
    [parameter("data", STRING), parameter("vars", DYNAMIC)],
    DYNAMIC,
    ([text, vars], around) => render(text!.asString(), "<template>", vars!, around),
    { nullable: true },
  ),
};
