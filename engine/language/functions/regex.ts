import { createContext, Script } from "node:vm";
import { DYNAMIC, listOf, objectOf, STRING, type Type, tupleOf, Value } from "../../values/index.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";
import { translate } from "./regex-syntax.js";

/** Groups of a pattern, by number; those with names have one. */
function groupsOf(expression: RegExp): (string | undefined)[] {
  // With an empty alternative, the pattern matches nothing and tells its groups.
  const match = new RegExp(`${expression.source}|`, expression.flags).exec("")!;
  const named = Object.keys(match.groups ?? {});
  return Array.from({ length: match.length - 1 }, (_, i) => named[i]);
}

function resultType(expression: RegExp): Type {
  const groups = groupsOf(expression);
  const named = groups.filter((name) => name !== undefined);
  if (groups.length === 0) return STRING;
  if (named.length === 0) return tupleOf(groups.map(() => STRING));
  if (named.length < groups.length) {
    throw new FunctionError("invalid regexp pattern: cannot mix both named and unnamed capture groups", 0);
  }
  return objectOf(Object.fromEntries(named.map((name) => [name, STRING])));
}

function resultOf(match: RegExpExecArray, type: Type): Value {
  const text = (group: string | undefined) =>
    group === undefined ? Value.null(STRING) : Value.string(group);
  if (type.kind === "string") return Value.string(match[0]);
  if (type.kind === "object")
    return Value.object(Object.entries(match.groups!).map(([name, group]) => [name, text(group)]));
  return Value.tuple(match.slice(1).map(text));
}

/** Milliseconds that a pattern may take: it can backtrack badly here where RE2 could not. */
const PATIENCE = 2_000;
/** The same for one that took longer once, so that a loop over many texts ends in time too. */
const LITTLE_PATIENCE = 100;
const slow = new Set<string>();
const SEARCH = new Script("Array.from(text.matchAll(expression))");
const place = createContext({ text: "", expression: /./g });

/** All matches, one after the other; none is empty right behind another. @throws FunctionError when finding them takes too long */
function matchesOf(expression: RegExp, text: string, argument?: number): RegExpExecArray[] {
  const found = allMatches(expression, text, argument);
  const endOf = (match: RegExpExecArray | undefined) => (match ? match.index + match[0].length : -1);
  return found.filter((match, at) => match[0] !== "" || match.index !== endOf(found[at - 1]));
}

function allMatches(expression: RegExp, text: string, argument?: number): RegExpExecArray[] {
  const all = new RegExp(expression.source, `${expression.flags}g`);
  // Where nothing is repeated, or there is little to repeat, nothing can take long.
  if (text.length < 16 || !/[*+{]/.test(all.source)) return [...text.matchAll(all)];
  Object.assign(place, { text, expression: all });
  const timeout = slow.has(all.source) ? LITTLE_PATIENCE : PATIENCE;
  try {
    return SEARCH.runInContext(place, { timeout });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    if (slow.size < 10_000) slow.add(all.source);
    throw new FunctionError(
      `the pattern takes more than ${timeout / 1_000} seconds on this text of ${text.length} characters, since it can match ` +
        "the same part in many ways; write it without a repetition inside a repetition, or use --engine tofu",
      argument,
    );
  }
}

const parameters = [parameter("pattern", STRING), parameter("string", STRING)];

export const REGEX_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  regex: define(
    parameters,
    ([pattern]) => (pattern!.isKnown ? resultType(translate(pattern!.asString(), 0)) : DYNAMIC),
    ([pattern, text]) => {
      const expression = translate(pattern!.asString(), 0);
      const [match] = matchesOf(expression, text!.asString(), 0);
      if (!match) throw new FunctionError("pattern did not match any part of the given string");
      return resultOf(match, resultType(expression));
    },
  ),
  regexall: define(
    parameters,
    ([pattern]) => listOf(pattern!.isKnown ? resultType(translate(pattern!.asString(), 0)) : DYNAMIC),
    ([pattern, text]) => {
      const expression = translate(pattern!.asString(), 0);
      const type = resultType(expression);
      const found = matchesOf(expression, text!.asString(), 0);
      return Value.list(
        type,
        found.map((match) => resultOf(match, type)),
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
        const expression = translate(wanted.slice(1, -1));
        return Value.string(replaceAll(text, matchesOf(expression, text, 1), by));
      }
      return Value.string(text.replaceAll(wanted, () => by));
    },
  ),
};

function replaceAll(text: string, matches: readonly RegExpExecArray[], by: string): string {
  let result = "";
  let end = 0;
  for (const match of matches) {
    result += text.slice(end, match.index) + expand(by, match);
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}

/** Fills in the groups that a replacement names: `$1`, `${1}`, `${name}`. */
function expand(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) => {
    const name = plain ?? braced;
    if (name === undefined) return whole.slice(1);
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? "";
  });
}
