import { DYNAMIC, type Mark, SENSITIVE, STRING, type Type, Value } from "../../values/index.js";
import type { LanguageFunction, Parameter, Surroundings } from "../body/scope.js";

export type { LanguageFunction, Parameter, Surroundings } from "../body/scope.js";

/** The arguments have no result. The message is a reason to put behind a colon, without a full stop. */
export class FunctionError extends Error {
  constructor(
    message: string,
    /** The argument at fault. */
    readonly argument?: number,
  ) {
    super(message);
  }
}

type Options = Partial<Pick<LanguageFunction, "rest" | "nullable" | "impure">>;

/**
 * A function of the language; `call` gets arguments that are known, not null and unmarked unless the parameter takes
 * such.
 */
export function define(
  parameters: readonly Parameter[],
  returns: Type | ((args: readonly Value[]) => Type),
  call: LanguageFunction["call"],
  options: Options = {},
): LanguageFunction {
  return {
    parameters,
    returns: typeof returns === "function" ? returns : () => returns,
    call,
    ...options,
  };
}

/** A parameter, and which unusual arguments it takes. */
export function parameter(name: string, type: Type, ...takes: NonNullable<Parameter["takes"]>): Parameter {
  return { name, type, takes };
}

/** The parameter of functions of one text. */
export const str = parameter("str", STRING);

/** A function that makes a text of a text. */
export const ofString = (change: (text: string) => string): LanguageFunction =>
  define([str], STRING, ([s]) => Value.string(change(s!.asString())));

/** Calls a function with arguments that were converted to its parameters' types. Throws a FunctionError. */
export function callFunction(fn: LanguageFunction, args: readonly Value[], around: Surroundings): Value {
  const marks: Mark[] = [];
  let unknown = false;
  let untyped = false;
  const plain = args.map((given, i) => {
    const { takes = [] } = fn.parameters[i] ?? fn.rest!;
    let value = given;
    if (value.containsMarked && !takes.includes("marked")) {
      marks.push(...value.allMarks());
      value = value.unmarkDeep();
    }
    if (value.isNull && !takes.includes("null")) throw new FunctionError("argument must not be null", i);
    if (value.type.kind === "dynamic" && !takes.includes("dynamic")) untyped = true;
    if (!value.isKnown && !takes.includes("unknown")) unknown = true;
    return value;
  });
  if (untyped) return Value.unknown(DYNAMIC).withMarks(marks);
  const refinement = fn.nullable ? {} : { notNull: true };
  const type = fn.returns(plain);
  if (unknown || (fn.impure && around.scope.pureOnly))
    return Value.unknown(type, refinement).withMarks(marks);
  const result = callTelling(fn, plain, marks.includes(SENSITIVE), args, around);
  return (fn.nullable ? result : result.refine({ notNull: true })).withMarks(marks);
}

/** Messages must not tell secrets that were passed in. */
function callTelling(
  fn: LanguageFunction,
  plain: readonly Value[],
  secret: boolean,
  args: readonly Value[],
  around: Surroundings,
): Value {
  try {
    return fn.call(plain, around);
  } catch (e) {
    if (!(e instanceof FunctionError) || !secret) throw e;
    let { message } = e;
    for (const text of args.flatMap(secretTexts)) message = message.replaceAll(text, "(sensitive value)");
    throw new FunctionError(message, e.argument);
  }
}

function secretTexts(value: Value): string[] {
  if (!value.isKnown || value.isNull || !value.containsMarked) return [];
  switch (value.type.kind) {
    case "string": {
      const text = value.asString();
      return value.hasMark(SENSITIVE) && text !== "" ? [JSON.stringify(text), text] : [];
    }
    case "number":
    case "bool":
      return [];
    default:
      return value.elements().flatMap((v) => secretTexts(value.hasMark(SENSITIVE) ? v.mark(SENSITIVE) : v));
  }
}
