/** Prints resources and nested blocks. */
import type { BlockGroup, Diff } from "./diff.js";
import {
  entry,
  IMPORTANT,
  indentation,
  type Node,
  type PrintOptions,
  print,
  replaceSuffix,
  symbol,
  unchangedNote,
  warnings,
  within,
} from "./print.js";
import { attributeName } from "./text.js";

/** A block with its differences, in braces. */
export function printBlock(diff: Node<"block">, depth: number, options: PrintOptions): string {
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
