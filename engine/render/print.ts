/** Prints a tree of differences the way plans show them. */

import { quote } from "../values/text.js";
import type { BlockGroup, Diff } from "./diff.js";
import {
  IMPORTANT,
  indentation,
  type Node,
  nullSuffix,
  type PrintOptions,
  replaceSuffix,
  symbol,
  unchangedNote,
  warnings,
  within,
} from "./print-parts.js";
import { printPrimitive } from "./print-primitive.js";
import { attributeName } from "./text.js";

/** A difference of any kind. */
export function print(diff: Diff, depth: number, options: PrintOptions): string {
  switch (diff.kind) {
    case "primitive":
      return printPrimitive(diff, depth, options, print);
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

/** One `name = value` line. */
function entry(
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

/** A block with its differences, in braces. */
function printBlock(diff: Node<"block">, depth: number, options: PrintOptions): string {
  const replace = replaceSuffix(diff.replace, options);
  if (diff.attributes.size === 0 && diff.blocks.length === 0) return `{}${replace}`;
  const inner = within(options);
  const width = Math.max(0, ...[...diff.attributes.keys()].map((key) => attributeName(key).length));
  let text = `{${replace}\n`;
  let unchanged = 0;
  for (const [key, child] of diff.attributes) {
    const important = IMPORTANT.has(key);
    if (child.verdict === "none" && !important && !options.showUnchanged) {
      unchanged++;
      continue;
    }
    const childOptions = important ? { ...inner, showUnchanged: true } : inner;
    text += warnings(child, depth + 1, options);
    text += `${entry(attributeName(key), width, child, depth + 1, childOptions, childOptions)}\n`;
  }
  if (unchanged > 0) text += unchangedNote("attribute", unchanged, depth + 1, options);
  let hidden = 0;
  for (const group of diff.blocks) {
    const [shown, skipped] = printBlockGroup(group, depth, options, diff);
    hidden += skipped;
    if (shown !== "" && diff.attributes.size > 0) text += "\n";
    text += shown;
  }
  if (hidden > 0) text += `\n${unchangedNote("block", hidden, depth + 1, options)}`;
  return `${text}${indentation(depth)}${symbol("none", options)}}`;
}

function printBlockGroup(
  group: BlockGroup,
  depth: number,
  options: PrintOptions,
  parent: Diff,
): [string, number] {
  let text = "";
  let hidden = 0;
  for (const { label, diff } of group.items) {
    const shown = coverBlock(group, diff);
    if (shown.verdict === "none" && !options.showUnchanged) {
      hidden++;
      continue;
    }
    const inner = within(options, { forceReplacement: group.replace || (group.isSet && parent.replace) });
    text += warnings(shown, depth + 1, inner);
    text += `${indentation(depth + 1)}${symbol(shown.verdict, inner)}${attributeName(group.name)}${label} ${print(shown, depth + 1, inner)}\n`;
  }
  return [text, hidden];
}

/** Blocks whose whole group is sensitive are covered one by one. */
function coverBlock(group: BlockGroup, diff: Diff): Diff {
  const { was, becomes } = group;
  const covers = diff.verdict === "create" ? becomes : diff.verdict === "delete" ? was : was || becomes;
  if (!covers) return diff;
  const verdict = diff.verdict === "none" && was !== becomes ? "update" : diff.verdict;
  return { kind: "sensitive-block", verdict, replace: diff.replace, inner: diff, was, becomes };
}
