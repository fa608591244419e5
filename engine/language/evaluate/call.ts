import { BOOL, ConversionError, convert, Value } from "../../values/index.js";
import { callFunction, FunctionError, type LanguageFunction, type Parameter } from "../functions/function.js";
import { findFunction, functionNames, UNSUPPORTED } from "../functions/index.js";
import type { Span } from "../source/source.js";
import { suggestion } from "../source/suggest.js";
import type { CallNode, Node } from "../syntax/ast.js";
import { type Context, UNKNOWN_VALUE } from "./context.js";
import { evaluate } from "./evaluate.js";
import { surroundings } from "./surroundings.js";

interface Argument {
  readonly node: Node;
  /** Evaluated already: from an argument that was expanded. */
  readonly value?: Value;
}

/** A call of a function. `try` and `can` get their arguments unevaluated. */
export function evaluateCall(node: CallNode, context: Context): Value {
  const name = node.name.replace(/^core::/, "");
  if (name === "try") return evaluateTry(node, context);
  if (name === "can") return evaluateCan(node, context);
  const fn = name.startsWith("provider::")
    ? findProviderFunction(node, name, context)
    : findFunction(name, context.scope);
  if (fn === null) return UNKNOWN_VALUE;
  if (!fn) return unknownFunction(node, name, context);
  const args = expanded(node, context);
  if (!args) return UNKNOWN_VALUE;
  const problem = countProblem(node, fn, args);
  if (problem) {
    context.error(problem.summary, problem.detail, problem.at, node, signature(node, fn));
    return UNKNOWN_VALUE;
  }
  const values = converted(fn, args, node, context);
  if (!values) return UNKNOWN_VALUE;
  try {
    return callFunction(fn, values, surroundings(context.scope));
  } catch (e) {
    if (!(e instanceof FunctionError)) throw e;
    return reportFailure(e, fn, args, node, context);
  }
}

/** Null when it cannot be called, which is reported. */
function findProviderFunction(node: CallNode, written: string, context: Context): LanguageFunction | null {
  const fail = (summary: string, detail: string): null => {
    context.fail(summary, detail, node.nameSpan, node);
    return null;
  };
  const [provider, ...rest] = written.split("::").slice(1);
  const name = rest.pop();
  const [alias, ...more] = rest;
  if (!provider || !name || more.length > 0) {
    const form = "provider::<local name>::<function>, or provider::<local name>::<alias>::<function>";
    return fail("Invalid function name", `Functions of providers are called ${form}.`);
  }
  const { scope } = context;
  if (!scope.providerFunction)
    return fail(
      "Unsupported function",
      `The embedded engine does not call providers' functions here, such as ${JSON.stringify(written)}. Use --engine tofu.`,
    );
  const found = scope.providerFunction({ provider, name, ...(alias !== undefined && { alias }) });
  return "call" in found ? found : fail(...found);
}

function unknownFunction(node: CallNode, name: string, context: Context): Value {
  const summary = "Call to unknown function";
  const why = UNSUPPORTED.get(name);
  if (why !== undefined) {
    const detail = `The embedded engine has no function ${JSON.stringify(name)}: ${why}. Use --engine tofu if you need it.`;
    return context.fail("Unsupported function", detail, node.nameSpan, node);
  }
  const colons = name.lastIndexOf("::");
  if (colons >= 0) {
    const namespace = JSON.stringify(name.slice(0, colons + 2));
    return context.fail(summary, `There are no functions in namespace ${namespace}.`, node.nameSpan, node);
  }
  const hint = suggestion(name, functionNames());
  return context.fail(
    summary,
    `There is no function named ${JSON.stringify(name)}.${hint}`,
    node.nameSpan,
    node,
  );
}

/** The arguments with the last one expanded where `...` says so; null when that cannot be done (yet). */
function expanded(node: CallNode, context: Context): Argument[] | null {
  const args = node.args.map((arg): Argument => ({ node: arg }));
  if (!node.expand) return args;
  const last = args.pop()!.node;
  const ofLast = context.apart();
  const value = evaluate(last, ofLast);
  context.take(ofLast);
  if (ofLast.failed) return null;
  const invalid = (reason: string) => {
    const detail = `The expanding argument (indicated by ...) must ${reason}.`;
    context.error("Invalid expanding argument value", detail, last.span, last);
    return null;
  };
  const { kind } = value.type;
  const fits = kind === "dynamic" || kind === "tuple" || kind === "list" || kind === "set";
  if (!fits) return invalid("be of a tuple, list, or set type");
  if (value.isNull) return invalid("not be null");
  if (!value.isKnown) return null;
  for (const element of value.elements()) args.push({ node: last, value: element.withMarks(value.marks) });
  return args;
}

function countProblem(
  node: CallNode,
  fn: LanguageFunction,
  args: readonly Argument[],
): { summary: string; detail: string; at: Span } | null {
  const { parameters, rest } = fn;
  const name = JSON.stringify(node.name);
  const missing = parameters[args.length];
  if (missing) {
    const least = rest ? " at least" : "";
    return {
      summary: "Not enough function arguments",
      detail: `Function ${name} expects${least} ${parameters.length} argument(s). Missing value for ${JSON.stringify(missing.name)}.`,
      at: node.close,
    };
  }
  const extra = rest ? undefined : args[parameters.length];
  if (!extra) return null;
  return {
    summary: "Too many function arguments",
    detail: `Function ${name} expects only ${parameters.length} argument(s).`,
    at: extra.node.span,
  };
}

function parameterAt(fn: LanguageFunction, i: number): Parameter | undefined {
  return fn.parameters[i] ?? fn.rest;
}

function converted(
  fn: LanguageFunction,
  args: readonly Argument[],
  node: CallNode,
  context: Context,
): Value[] | null {
  const ofArgs = context.apart();
  const values = args.map((arg, i) => {
    const value = arg.value ?? evaluate(arg.node, ofArgs);
    const wanted = parameterAt(fn, i)!;
    try {
      return convert(value, wanted.type);
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
      ofArgs.error(...invalidArgument(wanted, e.message), arg.node.span, node, signature(node, fn));
      return UNKNOWN_VALUE;
    }
  });
  context.take(ofArgs);
  return ofArgs.failed ? null : values;
}

function invalidArgument(wanted: Parameter, reason: string): [summary: string, detail: string] {
  return [
    "Invalid function argument",
    `Invalid value for ${JSON.stringify(wanted.name)} parameter: ${reason}.`,
  ];
}

function reportFailure(
  e: FunctionError,
  fn: LanguageFunction,
  args: readonly Argument[],
  node: CallNode,
  context: Context,
): Value {
  const wanted = e.argument === undefined ? undefined : parameterAt(fn, e.argument);
  if (wanted) {
    const at = args[e.argument!]?.node ?? node;
    context.error(...invalidArgument(wanted, e.message), at.span, at, signature(node, fn));
    return UNKNOWN_VALUE;
  }
  const detail = `Call to function ${JSON.stringify(node.name)} failed: ${e.message}.`;
  context.error("Error in function call", detail, node.span, node, signature(node, fn));
  return UNKNOWN_VALUE;
}

/** A call as messages name it: `substr(str, offset, length)`. */
function signature({ name }: CallNode, { parameters, rest }: LanguageFunction): string {
  const names = parameters.map((parameter) => parameter.name);
  if (rest) names.push(`${rest.name}...`);
  return `${name}(${names.join(", ")})`;
}

/** The first argument that has a value without errors. */
function evaluateTry(node: CallNode, context: Context): Value {
  const failures: string[] = [];
  for (const arg of node.args) {
    const ofArg = context.apart();
    const value = evaluate(arg, ofArg);
    // An error may yet come out of an expression whose value is not known.
    if (!ofArg.failed) return value.isWhollyKnown ? value : UNKNOWN_VALUE;
    const [first] = ofArg.diagnostics;
    if (first) {
      const at = arg.span;
      failures.push(`- ${first.summary} (at ${at.file}:${at.start.line})\n  ${first.detail ?? ""}`);
    }
  }
  if (node.args.length === 0) {
    return context.fail(
      "Error in function call",
      'Call to function "try" failed: at least one argument is required.',
      node.span,
      node,
    );
  }
  return context.fail(
    "Error in function call",
    `Call to function "try" failed: no expression succeeded:\n${failures.join("\n")}\n\nAt least one expression must produce a successful result.`,
    node.span,
    node,
  );
}

function evaluateCan(node: CallNode, context: Context): Value {
  const [arg] = node.args;
  if (!arg || node.args.length > 1) {
    const [summary, detail] = arg
      ? ["Too many function arguments", 'Function "can" expects only 1 argument(s).']
      : [
          "Not enough function arguments",
          'Function "can" expects 1 argument(s). Missing value for "expression".',
        ];
    return context.fail(summary, detail, arg ? node.args[1]!.span : node.close, node);
  }
  const ofArg = context.apart();
  const value = evaluate(arg, ofArg);
  if (ofArg.failed) return Value.bool(false);
  return value.isWhollyKnown ? Value.bool(true) : Value.unknown(BOOL, { notNull: true });
}
