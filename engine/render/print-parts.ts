/** What all lines of a printed difference are made with: indentation, signs, and notes beside the values. */
import type { Paint } from "./colour.js";
import type { Diff } from "./diff.js";

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

/** The note behind a value that is removed. */
export function nullSuffix(diff: Diff, options: PrintOptions): string {
  return diff.verdict === "delete" && !options.noNullSuffix ? options.paint(" -> null", "gray") : "";
}

/** The note behind a value whose change forces a replacement. */
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
