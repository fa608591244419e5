/** Strings, numbers and booleans, and what is inside strings: several lines, or JSON. */

import { quote } from "../values/text.js";
import { type Diff, diffDynamic } from "./diff.js";
import { rootFacet } from "./facet.js";
import { indentation, nullSuffix, type PrintOptions, replaceSuffix, symbol, within } from "./print-parts.js";
import { alignLists } from "./sequence.js";
import { inspectText, type ShownText } from "./text.js";

/** Prints a difference of any kind: what a JSON text holds may be anything. */
type Print = (diff: Diff, depth: number, options: PrintOptions) => string;

type Primitive = Extract<Diff, { kind: "primitive" }>;

/** A text, number or truth value with its difference. */
export function printPrimitive(diff: Primitive, depth: number, options: PrintOptions, print: Print): string {
  if (diff.of === "string") return printString(diff, depth, options, print);
  const replace = replaceSuffix(diff.replace, options);
  const show = (value: unknown) => (value === null ? options.paint("null", "gray") : String(value));
  switch (diff.verdict) {
    case "create":
      return `${show(diff.after)}${replace}`;
    case "delete":
      return `${show(diff.before)}${nullSuffix(diff, options)}${replace}`;
    case "none":
      return `${show(diff.before)}${replace}`;
    case "update":
      return `${show(diff.before)} ${options.paint("->", "yellow")} ${show(diff.after)}${replace}`;
  }
}

function simple(shown: ShownText, options: PrintOptions): string {
  return shown.isNull ? options.paint("null", "gray") : quote(shown.text);
}

function printString(diff: Primitive, depth: number, options: PrintOptions, print: Print): string {
  const replace = replaceSuffix(diff.replace, options);
  if (diff.verdict === "update") return printChangedString(diff, depth, options, print);
  const shown = inspectText(diff.verdict === "delete" ? diff.before : diff.after);
  // "null -> null" would look silly.
  if (shown.isNull) return `${simple(shown, options)}${replace}`;
  if (shown.json !== undefined) return printJson(diff, depth, options, shown.json, shown.json, print);
  if (!shown.multiline) return `${simple(shown, options)}${nullSuffix(diff, options)}${replace}`;
  const margin = `${indentation(depth + 1)}${symbol("none", options)}`;
  return heredoc(
    diff,
    shown.text.split("\n").map((line) => margin + line),
    depth,
    options,
  );
}

function printChangedString(diff: Primitive, depth: number, options: PrintOptions, print: Print): string {
  const before = inspectText(diff.before);
  const after = inspectText(diff.after);
  if (before.json !== undefined && after.json !== undefined) {
    return printJson(diff, depth, options, before.json, after.json, print);
  }
  if (before.json !== undefined || after.json !== undefined) {
    const inner = { ...options, noNullSuffix: true };
    const from: Primitive = { ...diff, verdict: "delete", replace: false, after: null };
    const to: Primitive = { ...diff, verdict: "create", replace: false, before: null };
    return `${print(from, depth, inner)} ${options.paint("->", "yellow")} ${print(to, depth, inner)}`;
  }
  if (!before.multiline && !after.multiline) {
    const arrow = options.paint("->", "yellow");
    return `${simple(before, options)} ${arrow} ${simple(after, options)}${replaceSuffix(diff.replace, options)}`;
  }
  const old = before.text.split("\n");
  const fresh = after.text.split("\n");
  const lines: string[] = [];
  const show = (b: number, a: number) => {
    const verdict = b >= old.length ? "create" : a >= fresh.length ? "delete" : "none";
    const line = verdict === "create" ? fresh[a] : old[b];
    lines.push(`${indentation(depth + 1)}${symbol(verdict, options)}${line}`);
  };
  alignLists(old, fresh, show, () => false);
  return heredoc(diff, lines, depth, options);
}

function heredoc(diff: Primitive, lines: readonly string[], depth: number, options: PrintOptions): string {
  const end = `${indentation(depth)}${symbol("none", options)}EOT${nullSuffix(diff, options)}`;
  return `<<-EOT${replaceSuffix(diff.replace, options)}\n${lines.join("\n")}\n${end}`;
}

/** A string that holds JSON, shown as the value it encodes. */
function printJson(
  diff: Primitive,
  depth: number,
  options: PrintOptions,
  before: unknown,
  after: unknown,
  print: Print,
): string {
  const hasBefore = diff.verdict !== "create";
  const hasAfter = diff.verdict !== "delete";
  const inner = diffDynamic(
    rootFacet({
      before: hasBefore ? before : null,
      after: hasAfter ? after : null,
      hasBefore,
      hasAfter,
    }),
  );
  const onlySpace = inner.verdict === "none" && diff.verdict === "update";
  const note = onlySpace ? ` # whitespace changes${diff.replace ? " force replacement" : ""}` : "";
  const replace = onlySpace ? "" : replaceSuffix(diff.replace, options);
  const text = print(
    inner,
    depth + 1,
    within(options, { noNullSuffix: true, showUnchanged: onlySpace || options.showUnchanged }),
  );
  if (!text.includes("\n")) return `jsonencode(${text})${note}${replace}`;
  const mark = symbol(diff.verdict === "update" && !onlySpace ? "update" : "none", options);
  const end = `${indentation(depth)}${symbol("none", options)})${nullSuffix(diff, options)}`;
  return `jsonencode(${note}\n${indentation(depth + 1)}${mark}${text}${replace}\n${end}`;
}
