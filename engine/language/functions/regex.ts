import { createRequire } from "node:module";
import type { Matcher, RE2JS } from "re2js";
import { DYNAMIC, listOf, objectOf, STRING, type Type, tupleOf, Value } from "../../values/index.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";

let library: typeof import("re2js") | undefined;

/** RE2, whose syntax and matches OpenTofu has. Reading it takes a moment, and few configurations have patterns. */
function re2(): typeof import("re2js") {
  library ??= createRequire(import.meta.url)("re2js") as typeof import("re2js");
  return library;
}

/** @throws FunctionError for an invalid pattern, at its argument if that is known */
function compile(pattern: string, argument?: number): RE2JS {
  const { RE2JS, RE2JSSyntaxException } = re2();
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    if (argument === undefined) throw new FunctionError(error.message);
    const at = error.getPattern() ?? pattern;
    throw new FunctionError(`invalid regexp pattern: ${error.getDescription()} in ${at}`, argument);
  }
}

function resultType(expression: RE2JS): Type {
  const count = expression.groupCount();
  const names = Object.keys(expression.namedGroups());
  if (count === 0) return STRING;
  if (names.length === 0) return tupleOf(Array<Type>(count).fill(STRING));
  if (names.length < count) {
    throw new FunctionError("invalid regexp pattern: cannot mix both named and unnamed capture groups", 0);
  }
  return objectOf(Object.fromEntries(names.map((name) => [name, STRING])));
}

/** The result of a match. */
interface Match {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** By number, from 1; null where a group took no part. */
  readonly groups: readonly (string | null)[];
  readonly named: Readonly<Record<string, string | null>>;
}

function matchOf(found: Matcher): Match {
  const groups = Array.from({ length: found.groupCount() }, (_, at) => found.group(at + 1));
  return {
    start: found.start(),
    end: found.end(),
    text: found.group() ?? "",
    groups,
    named: found.getNamedGroups(),
  };
}

/** The matches, one after the other; none is empty right behind another. */
function* matchesOf(expression: RE2JS, text: string): Generator<Match> {
  const found = expression.matcher(text);
  let end = -1;
  while (found.find()) {
    if (found.start() !== found.end() || found.start() !== end) yield matchOf(found);
    end = found.end();
  }
}

function resultOf(match: Match, type: Type): Value {
  const text = (group: string | null) => (group === null ? Value.null(STRING) : Value.string(group));
  if (type.kind === "string") return Value.string(match.text);
  if (type.kind === "object")
    return Value.object(Object.entries(match.named).map(([name, group]) => [name, text(group)]));
  return Value.tuple(match.groups.map(text));
}

const parameters = [parameter("pattern", STRING), parameter("string", STRING)];

export const REGEX_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  regex: define(
    parameters,
    ([pattern]) => (pattern!.isKnown ? resultType(compile(pattern!.asString(), 0)) : DYNAMIC),
    ([pattern, text]) => {
      const expression = compile(pattern!.asString(), 0);
      for (const match of matchesOf(expression, text!.asString()))
        return resultOf(match, resultType(expression));
      throw new FunctionError("pattern did not match any part of the given string");
    },
  ),
  regexall: define(
    parameters,
    ([pattern]) => listOf(pattern!.isKnown ? resultType(compile(pattern!.asString(), 0)) : DYNAMIC),
    ([pattern, text]) => {
      const expression = compile(pattern!.asString(), 0);
      const type = resultType(expression);
      return Value.list(
        type,
        [...matchesOf(expression, text!.asString())].map((match) => resultOf(match, type)),
      );
    },
  ),
  replace: define(
    [parameter("str", STRING), parameter("substr", STRING), parameter("replace", STRING)],
    STRING,
    ([str, substr, replacement]) => {
      const text = str!.asString();
      const wanted = substr!.asString();
      const by = replacement!.asString();
      // Slashes around it make it a pattern.
      if (wanted.length > 1 && wanted.startsWith("/") && wanted.endsWith("/")) {
        const expression = compile(wanted.slice(1, -1));
        return Value.string(replaceAll(text, matchesOf(expression, text), by));
      }
      return Value.string(text.replaceAll(wanted, () => by));
    },
  ),
};

function replaceAll(text: string, matches: Iterable<Match>, by: string): string {
  let result = "";
  let end = 0;
  for (const match of matches) {
    result += text.slice(end, match.start) + expand(by, match);
    end = match.end;
  }
  return result + text.slice(end);
}

/** Fills in the groups that a replacement names, as Go does: `$1`, `${1}`, `${name}`. */
function expand(template: string, { text, groups, named }: Match): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) => {
    const name = plain ?? braced;
    if (name === undefined) return whole.slice(1);
    if (!/^\d+$/.test(name)) return named[name] ?? "";
    return (Number(name) === 0 ? text : groups[Number(name) - 1]) ?? "";
  });
}
