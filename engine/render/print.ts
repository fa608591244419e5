/** Prints a tree of differences the way plans show them. */
import type { Paint } from "./colour.js";
import type { Diff } from "./diff.js";
import { printBlock } from "./print-block.js";
import { printPrimitive } from "./print-primitive.js";
import { attributeName, quote } from "./text.js";

export interface PrintOptions {
  readonly paint: Paint;
  /** Leaves "-> null" out: what is around says it. */
  readonly noNullSuffix?: boolean;
  /** Says "forces replacement" whatever the diff itself says; holds for one level. */
  readonly forceReplacement?: boolean;
  readonly showUnchanged?: boolean;
  readonly hideSymbols?: boolean;
}

export type Symbol_ = "none" | "create" | "delete" | "update";

/** Attributes that are shown even when they do not change. */
export const IMPORTANT: ReadonlySet<string> = new Set(["id", "name", "tags"]);

/** The space before a line at that depth. */
export const indentation = (depth: number): string => "    ".repeat(depth);

/** The sign before a line: `+`, `-`, `~` or space for it. */
export function symbol(verdict: Symbol_, options: PrintOptions): string {
  if (options.hideSymbols) return "";
  if (verdict === "create") return `  ${options.paint("+", "green")} `;
  if (verdict === "delete") return `  ${options.paint("-", "red")} `;
  if (verdict === "update") return `  ${options.paint("~", "yellow")} `;
  return "    ";
}

/** What stands behind a value that goes away. */
export function nullSuffix(diff: Diff, options: PrintOptions): string {
  return diff.verdict === "delete" && !options.noNullSuffix ? options.paint(" -> null", "gray") : "";
}

/** What stands behind a value whose change means another object. */
export function replaceSuffix(replace: boolean, options: PrintOptions): string {
  return replace || options.forceReplacement ? options.paint(" # forces replacement", "red") : "";
}

/** Options for what is inside: a forced replacement does not reach further down by itself. */
export function within(options: PrintOptions, changes: Partial<PrintOptions> = {}): PrintOptions {
  return { ...options, forceReplacement: false, ...changes };
}

/** How many parts are left out since they stay as they are. */
export function unchangedNote(what: string, count: number, depth: number, options: PrintOptions): string {
  const note = `# (${count} unchanged ${what}${count === 1 ? "" : "s"} hidden)`;
  return `${indentation(depth)}${symbol("none", options)}${options.paint(note, "gray")}\n`;
}

/** A difference of any kind. */
export function print(diff: Diff, depth: number, options: PrintOptions): string {
  switch (diff.kind) {
    case "primitive":
      return printPrimitive(diff, depth, options);
    case "object":
    case "map":
      return printKeyed(diff, depth, options);
    case "list":
      return printList(diff, depth, options);
    case "set":
      return printSet(diff, depth, options);
    case "block":
      return printBlock(diff, depth, options);
    case "unknown": {
      const replace = replaceSuffix(diff.replace, options);
      if (!diff.before || diff.verdict === "create") return `(known after apply)${replace}`;
      const before = print(diff.before, depth, { ...options, noNullSuffix: true });
      return `${before} -> (known after apply)${replace}`;
    }
    case "type-change": {
      const inner = { ...options, noNullSuffix: true };
      return `${print(diff.from, depth, inner)} ${options.paint("->", "yellow")} ${print(diff.to, depth, inner)}`;
    }
    case "sensitive":
      return `(sensitive value)${nullSuffix(diff, options)}${replaceSuffix(diff.replace, options)}`;
    case "sensitive-block": {
      const margin = `${indentation(depth)}${symbol("none", options)}`;
      const notes = [
        "  # At least one attribute in this block is (or was) sensitive,",
        "  # so its contents will not be displayed.",
        "}",
      ];
      return `{${replaceSuffix(diff.replace, options)}\n${notes.map((note) => margin + note).join("\n")}`;
    }
    case "write-only":
      return `(write-only attribute)${replaceSuffix(diff.replace, options)}${nullSuffix(diff, options)}`;
  }
}

/** Lines above a value that becomes sensitive or stops being so. */
export function warnings(diff: Diff, depth: number, options: PrintOptions): string {
  if (diff.kind !== "sensitive" && diff.kind !== "sensitive-block") return "";
  const { inner, was, becomes } = diff;
  if (was === becomes || inner.verdict === "create" || inner.verdict === "delete") return "";
  const what = diff.kind === "sensitive" ? "this attribute value" : "this block";
  const [first, second] = was
    ? [`${what} will no longer be marked as sensitive`, "after applying this change."]
    : [
        `${what} will be marked as sensitive and will not`,
        "display in UI output after applying this change.",
      ];
  const still = diff.kind === "sensitive" && inner.verdict === "none" ? " The value is unchanged." : "";
  const margin = indentation(depth);
  return `${margin}  # ${options.paint("Warning", "yellow")}: ${first}\n${margin}  # ${second}${still}\n`;
}

export type Node<K extends Diff["kind"]> = Extract<Diff, { kind: K }>;

/** One `name = value` line. */
export function entry(
  name: string,
  width: number,
  diff: Diff,
  depth: number,
  options: PrintOptions,
  mark: PrintOptions,
): string {
  const text = print(diff, depth, options);
  return `${indentation(depth)}${symbol(diff.verdict, mark)}${name.padEnd(width)} = ${text}`;
}

function printKeyed(
  diff: Extract<Diff, { kind: "object" | "map" }>,
  depth: number,
  options: PrintOptions,
): string {
  const suffix = nullSuffix(diff, options);
  const replace = replaceSuffix(diff.replace, options);
  if (diff.children.size === 0) return `{}${suffix}${replace}`;
  const isMap = diff.kind === "map";
  const inner = within(options, { noNullSuffix: !isMap || diff.verdict === "delete" });
  const label = isMap ? quote : attributeName;
  const width = Math.max(...[...diff.children.keys()].map((key) => label(key).length));
  let text = `{${replace}\n`;
  let unchanged = 0;
  for (const [key, child] of diff.children) {
    const important = !isMap && IMPORTANT.has(key);
    if (child.verdict === "none" && !important && !options.showUnchanged) {
      unchanged++;
      continue;
    }
    const childOptions = important ? { ...inner, showUnchanged: true } : inner;
    text += warnings(child, depth + 1, options);
    const comma = isMap && child.kind === "object" ? "," : "";
    text += `${entry(label(key), width, child, depth + 1, childOptions, childOptions)}${comma}\n`;
  }
  if (unchanged > 0) text += unchangedNote(isMap ? "element" : "attribute", unchanged, depth + 1, options);
  return `${text}${indentation(depth)}${symbol("none", options)}}${suffix}`;
}

/** Changed elements, with the element before and after each run of changes for orientation. */
function printList(diff: Node<"list">, depth: number, options: PrintOptions): string {
  const suffix = nullSuffix(diff, options);
  const replace = replaceSuffix(diff.replace, options);
  if (diff.elements.length === 0) return `[]${suffix}${replace}`;
  const changedOptions = within(options, { noNullSuffix: true });
  const contextOptions = within(options, { showUnchanged: true });
  const line = (element: Diff, mark: PrintOptions) =>
    `${warnings(element, depth + 1, mark)}${indentation(depth + 1)}${symbol(element.verdict, mark)}${print(element, depth + 1, mark)},\n`;
  let text = `[${replace}\n`;
  let skipped: Diff[] = [];
  let showNext = false;
  for (const element of diff.elements) {
    if (element.verdict === "none" && !showNext && !options.showUnchanged) {
      skipped.push(element);
      continue;
    }
    if (skipped.length > 1) text += unchangedNote("element", skipped.length - 1, depth + 1, options);
    if (skipped.length > 0) text += line(skipped.at(-1)!, contextOptions);
    skipped = [];
    showNext = element.verdict !== "none";
    text += line(element, showNext ? changedOptions : contextOptions);
  }
  if (skipped.length > 0) text += unchangedNote("element", skipped.length, depth + 1, options);
  return `${text}${indentation(depth)}${symbol("none", options)}]${suffix}`;
}

function printSet(diff: Node<"set">, depth: number, options: PrintOptions): string {
  const suffix = nullSuffix(diff, options);
  const replace = replaceSuffix(diff.replace, options);
  if (diff.elements.length === 0) return `[]${suffix}${replace}`;
  const inner = within(options, { noNullSuffix: true });
  let text = `[${replace}\n`;
  let unchanged = 0;
  for (const element of diff.elements) {
    if (element.verdict === "none" && !options.showUnchanged) {
      unchanged++;
      continue;
    }
    text += warnings(element, depth + 1, options);
    text += `${indentation(depth + 1)}${symbol(element.verdict, inner)}${print(element, depth + 1, inner)},\n`;
  }
  if (unchanged > 0) text += unchangedNote("element", unchanged, depth + 1, options);
  return `${text}${indentation(depth)}${symbol("none", options)}]${suffix}`;
}
