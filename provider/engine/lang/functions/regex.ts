import { DYNAMIC, listOf, objectOf, STRING, type Type, tupleOf, Value } from "../../../values/index.js";
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

const parameters = [parameter("pattern", STRING), parameter("string", STRING)];

export const REGEX_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  regex: define(
    parameters,
    ([pattern]) => (pattern!.isKnown ? resultType(translate(pattern!.asString(), 0)) : DYNAMIC),
    ([pattern, text]) => {
      const expression = translate(pattern!.asString(), 0);
      const match = expression.exec(text!.asString());
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
      const all = new RegExp(expression.source, `${expression.flags}g`);
      const found = [...text!.asString().matchAll(all)];
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
        const all = new RegExp(expression.source, `${expression.flags}g`);
        return Value.string(text.replace(all, (...match) => expand(by, match)));
      }
      return Value.string(text.replaceAll(wanted, () => by));
    },
  ),
};

/** Fills in the groups that a replacement names: `$1`, `${1}`, `${name}`. */
function expand(template: string, match: readonly unknown[]): string {
  const last = match.at(-1);
  const named = typeof last === "object" && last !== null ? (last as Record<string, string | undefined>) : {};
  // Behind the groups come the offset, the text, and the named groups where there are any.
  const groups = match.slice(0, typeof last === "object" ? -3 : -2) as (string | undefined)[];
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) => {
    const name = plain ?? braced;
    if (name === undefined) return whole.slice(1);
    return (/^\d+$/.test(name) ? groups[Number(name)] : named[name]) ?? "";
  });
}
