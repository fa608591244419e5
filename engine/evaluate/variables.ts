/** The values of input variables: from files, the environment and the caller, converted and checked. */
import { resolve } from "node:path";
import { inModule } from "../addresses/address.js";
import { looksFurther } from "../config/analysis.js";
import { diag, errorDiag, hasErrors, within } from "../config/diagnostics.js";
import { callOwner } from "../config/owners.js";
import type { Diag } from "../interfaces/diag.js";
import type { CheckResult, PlanRequest, VariableValue } from "../interfaces/types.js";
import type { Configuration, Expression, LoadOptions, Span, Variable } from "../language/index.js";
import { parseExpression } from "../language/native/parse.js";
import { suggestion } from "../language/source/suggest.js";
import {
  type ConversionError,
  convert,
  DYNAMIC,
  EPHEMERAL,
  fromJson,
  impliedType,
  isPrimitive,
  type Json,
  reason,
  SENSITIVE,
  Value,
} from "../values/index.js";
import type { CheckRecorder } from "./check-recorder.js";
import { condition, errorMessage, explain } from "./conditions.js";
import type { Session } from "./session.js";
import { automaticFiles, type GivenValue, readVariableFile } from "./variable-files.js";

export interface VariableValues {
  /** Every declared variable; sensitive ones are marked. */
  readonly values: ReadonlyMap<string, Value>;
  /** As they were given, or the default. */
  readonly raw: ReadonlyMap<string, Value>;
  readonly diagnostics: readonly Diag[];
}

/** The root module's variables, from the environment, files and the caller, converted and checked. */
export async function variableValues(
  config: Configuration,
  request: Pick<PlanRequest, "dir" | "inputs" | "env">,
): Promise<VariableValues> {
  const given = new Map<string, GivenValue>();
  const diagnostics: Diag[] = [];
  const put = (name: string, value: GivenValue) => {
    if (config.variables.has(name)) given.set(name, value);
    else diagnostics.push(undeclared(name, value, config));
  };
  const readFile = async (path: string) => {
    const file = await readVariableFile(path);
    diagnostics.push(...file.diagnostics);
    for (const [name, value] of file.values) put(name, value);
  };
  // Later ones win.
  for (const name of config.variables.keys()) {
    const text = request.env?.[`TF_VAR_${name}`];
    if (text !== undefined) given.set(name, fromText(config.variables.get(name)!, text, `TF_VAR_${name}`));
  }
  for (const path of await automaticFiles(request.dir)) await readFile(path);
  for (const input of request.inputs ?? []) {
    if ("file" in input) await readFile(resolve(request.dir, input.file));
    else {
      const variable = config.variables.get(input.name);
      put(input.name, variable ? fromInput(variable, input) : { from: input.from });
    }
  }
  for (const { name, deprecated, span } of config.variables.values()) {
    if (deprecated === undefined || !given.has(name)) continue;
    const detail = `The root variable ${JSON.stringify(name)} is deprecated with the following message: ${deprecated}`;
    diagnostics.push(diag("warning", "Deprecated variable used from the root module", detail, span));
  }
  const values = new Map<string, Value>();
  const raw = new Map<string, Value>();
  for (const variable of config.variables.values()) {
    const outcome = finalValue(variable, given.get(variable.name));
    diagnostics.push(...outcome.diagnostics);
    const kept = variable.ephemeral ? undefined : given.get(variable.name)?.value;
    const shown = kept ?? variable.default;
    if (shown) raw.set(variable.name, shown);
    values.set(variable.name, markDeclared(outcome.value, variable));
  }
  return { values, raw, diagnostics };
}

/** What sources of modules may depend on, from what a plan was asked for. */
export const givenVariables = (
  request: Pick<PlanRequest, "dir" | "inputs" | "env" | "workspace">,
): LoadOptions => ({
  ...(request.workspace !== undefined && { workspace: request.workspace }),
  variables: async (root) => (await variableValues(root, request)).values,
});

function fromInput(variable: Variable, { value, from }: VariableValue): GivenValue {
  if (typeof value === "string") return fromText(variable, value, from);
  return { from, value: fromJson(value as Json, impliedType(value)) };
}

/** A text is the value of a primitive or untyped variable; for other types it is an expression. */
function fromText(variable: Variable, text: string, from: string): GivenValue {
  if (variable.type === null || isPrimitive(variable.type)) return { from, value: Value.string(text) };
  const source = `<value for var.${variable.name}>`;
  const { expression, diagnostics } = parseExpression(text, source);
  if (!expression) return { from, diagnostics };
  const evaluated = expression.evaluate({
    lookup: ({ span }) => ({
      value: Value.unknown(DYNAMIC),
      diagnostics: [errorDiag("Variables not allowed", "Variables may not be used here.", span)],
    }),
  });
  if (hasErrors(evaluated.diagnostics)) return { from, diagnostics: evaluated.diagnostics };
  return { from, value: evaluated.value };
}

function undeclared(name: string, { from, span }: GivenValue, config: Configuration): Diag {
  const hint = suggestion(name, config.variables.keys());
  if (from.startsWith("-")) {
    return errorDiag(
      "Value for undeclared variable",
      `A variable named ${JSON.stringify(name)} was assigned with ${from}, but the configuration does not declare a variable of that name.${hint} To use this value, add a "variable" block to the configuration.`,
    );
  }
  return diag(
    "warning",
    "Value for undeclared variable",
    `The configuration does not declare a variable named ${JSON.stringify(name)} but a value was found in ${from}.${hint} If you meant to use this value, add a "variable" block to the configuration.`,
    span,
  );
}

function finalValue(
  variable: Variable,
  given: GivenValue | undefined,
): { value: Value; diagnostics: readonly Diag[] } {
  const type = variable.type ?? DYNAMIC;
  const fail = (summary: string, detail: string) => ({
    value: Value.unknown(type),
    diagnostics: [errorDiag(summary, detail, variable.span)],
  });
  if (given?.diagnostics && !given.value)
    return { value: Value.unknown(type), diagnostics: given.diagnostics };
  if (!given?.value) {
    if (variable.default) return { value: variable.default, diagnostics: [] };
    return fail(
      "No value for required variable",
      `The root module input variable ${JSON.stringify(variable.name)} is not set, and has no default value. Use a -var or -var-file command line argument to provide a value for this variable.`,
    );
  }
  const raw = given.value;
  let value: Value;
  try {
    value = convert(raw.isKnown && !raw.isNull ? variable.applyDefaults(raw) : raw, type);
  } catch (error) {
    return fail(
      "Invalid value for input variable",
      `Unsuitable value for var.${variable.name} set from ${given.from}: ${(error as ConversionError).message}.`,
    );
  }
  if (value.isNull && !variable.nullable) {
    if (variable.default) return { value: variable.default, diagnostics: [] };
    return fail(
      "Required variable not set",
      `Unsuitable value for var.${variable.name} set from ${given.from}: required variable may not be set to null.`,
    );
  }
  return { value, diagnostics: [] };
}

/** The value with what its declaration says of it. */
export function markDeclared(
  value: Value,
  { sensitive, ephemeral }: { readonly sensitive: boolean; readonly ephemeral: boolean },
): Value {
  const marked = sensitive ? value.mark(SENSITIVE) : value;
  return ephemeral ? marked.mark(EPHEMERAL) : marked;
}

/** A variable of a module that is called: the argument's value, or the default. False when it cannot be used. */
export function evaluateArgument(
  session: Session,
  variable: Variable,
  argument: Expression | undefined,
): boolean {
  const { module, store } = session;
  const put = (value: Value) => store.variables.set(variable.name, markDeclared(value, variable));
  const unknown = Value.unknown(variable.type ?? DYNAMIC);
  if (!argument) {
    put(variable.default ?? unknown);
    return true;
  }
  const owner = callOwner(module.node.caller!.call);
  const evaluated = argument.evaluate(module.parent!.scope.with(module.here));
  if (!session.report(within(owner, evaluated.diagnostics))) {
    put(unknown);
    return false;
  }
  session.report(within(owner, deprecatedVariable(variable, argument)));
  const outcome = argumentValue(
    variable,
    evaluated.value,
    argument,
    inModule(module.address, `var.${variable.name}`),
  );
  put(outcome.value);
  return session.report(within(owner, outcome.diagnostics));
}

function deprecatedVariable({ name, deprecated }: Variable, argument: Expression): Diag[] {
  if (deprecated === undefined) return [];
  const detail = `Variable ${JSON.stringify(name)} is marked as deprecated with the following message:\n${deprecated}`;
  return [diag("warning", "Variable marked as deprecated by the module author", detail, argument.span)];
}

function argumentValue(
  variable: Variable,
  raw: Value,
  argument: Expression,
  address: string,
): { value: Value; diagnostics: readonly Diag[] } {
  const type = variable.type ?? DYNAMIC;
  const { file, start, end } = variable.span;
  const place = `${file}:${start.line},${start.column}-${end.column}`;
  const fail = (summary: string, detail: string, at: Span) => ({
    value: Value.unknown(type),
    diagnostics: [errorDiag(summary, detail, at)],
  });
  if (raw.allMarks().has(EPHEMERAL) && !variable.ephemeral) {
    return fail(
      "Variable does not allow ephemeral value",
      `The value used for the variable ${JSON.stringify(variable.name)} is ephemeral, but it is not configured to allow one.`,
      argument.span,
    );
  }
  let value: Value;
  try {
    value = convert(raw.isKnown && !raw.isNull ? variable.applyDefaults(raw) : raw, type);
  } catch (error) {
    return fail(
      "Invalid value for input variable",
      `The given value is not suitable for ${address} declared at ${place}: ${reason(error as ConversionError)}.`,
      argument.span,
    );
  }
  if (value.isNull && !variable.nullable) {
    if (variable.default) return { value: variable.default, diagnostics: [] };
    return fail(
      "Required variable not set",
      `The given value is not suitable for ${address} defined at ${place}: required variable may not be set to null.`,
      argument.span,
    );
  }
  return { value, diagnostics: [] };
}

/** The validation rules of the root's variables, but for those that wait for something. */
export function checkVariables(session: Session & { readonly checks: CheckRecorder }): boolean {
  let held = true;
  for (const variable of session.config.variables.values())
    if (!looksFurther(variable)) held = checkVariable(session, variable) && held;
  return held;
}

/** The validation rules of a variable. */
export function checkVariable(
  session: Session & { readonly checks: CheckRecorder },
  variable: Variable,
  argument?: Expression,
): boolean {
  let held = true;
  const owner = { context: `variable ${JSON.stringify(variable.name)}`, header: variable.span };
  const address = inModule(session.module.address, `var.${variable.name}`);
  const of = inModule(session.module.node.path, `var.${variable.name}`);
  for (const rule of variable.validations) {
    const { holds, diagnostics } = condition(rule.condition, session.scope);
    const message = errorMessage(rule.errorMessage, session.scope);
    let status: CheckResult["status"] = holds === undefined ? "unknown" : holds ? "pass" : "fail";
    if (!session.report(within(owner, [...diagnostics, ...message.diagnostics]))) status = "error";
    session.checks.record(
      "input_variable",
      address,
      of,
      status,
      status === "fail" ? message.text : undefined,
    );
    if (status === "fail") {
      const { file, start, end } = rule.span;
      const where = `${file}:${start.line},${start.column}-${end.column}`;
      const detail = `${message.text}\n\nThis was checked by the validation rule at ${where}.`;
      const at = argument?.span ?? variable.span;
      const problem = errorDiag(
        "Invalid value for variable",
        detail,
        at,
        explain(rule.condition, session.scope),
      );
      session.report(argument ? within(callOwner(session.module.node.caller!.call), [problem]) : [problem]);
    }
    held &&= status !== "fail" && status !== "error";
  }
  return held;
}
