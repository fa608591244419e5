/** The two sides of a resource or nested block, by its schema. */
import type { Block, NestedBlock } from "../interfaces/provider.js";
import { type BlockGroup, covered, type Diff, diffType, fold, mapChildren, setPairs } from "./diff.js";
import type { Facet, Verdict } from "./facet.js";
import * as f from "./facet.js";

/** The differences of a block, argument by argument and block by block. */
export function diffBlock(facet: Facet, block: Block): Diff {
  const inside = Object.fromEntries(Object.keys(block.attributes).map((name) => [name, true]));
  const hidden = covered(facet, "sensitive-block", inside, (inner) => diffBlock(inner, block));
  if (hidden) return hidden;
  let verdict = f.containerVerdict(facet);
  const attributes = new Map<string, Diff>();
  const names = Object.keys(block.attributes).sort();
  // Write-only attributes take the block's own verdict, so they come last.
  for (const writeOnly of [false, true]) {
    for (const name of names) {
      const attribute = block.attributes[name]!;
      if ((attribute.writeOnly ?? false) !== writeOnly) continue;
      const child = blockChild(facet, name);
      const diff: Diff = writeOnly
        ? { kind: "write-only", verdict, replace: f.forcesReplacement(child) }
        : diffType(child, attribute.type);
      if (diff.verdict === "none" && child.before === null && child.after === null) continue;
      verdict = f.combine(verdict, diff.verdict);
      attributes.set(name, diff);
    }
  }
  const blocks: BlockGroup[] = [];
  for (const name of Object.keys(block.blocks ?? {}).sort()) {
    const child = f.childAtKey(facet, name);
    const [items, groupVerdict] = nestedBlocks(child, block.blocks![name]!);
    if (groupVerdict === "none" && child.before === null && child.after === null) continue;
    verdict = f.combine(verdict, groupVerdict);
    blocks.push({
      name,
      items,
      isSet: block.blocks![name]!.nesting === "set",
      replace: f.forcesReplacement(child),
      was: f.wasSensitive(child),
      becomes: f.becomesSensitive(child),
    });
  }
  const sorted = new Map([...attributes].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { kind: "block", verdict, replace: f.forcesReplacement(facet), attributes: sorted, blocks };
}

/** An empty text in a block counts as null: that is how older providers write null. */
function blockChild(facet: Facet, name: string): Facet {
  const child = f.childAtKey(facet, name);
  const empty = (value: unknown) => (value === "" ? null : value);
  return {
    ...child,
    before: empty(child.before),
    after: empty(child.after),
    hasBefore: false,
    hasAfter: false,
  };
}

function nestedBlocks(facet: Facet, nested: NestedBlock): [BlockGroup["items"], Verdict] {
  const single = () => [{ label: "", diff: diffBlock(facet, nested.block) }];
  if (f.isUnknown(facet)) {
    const items = single();
    return [items, items[0]!.diff.verdict];
  }
  const whole = { ...facet, beforeSensitive: f.wasSensitive(facet) ? null : facet.beforeSensitive };
  const plain = { ...whole, afterSensitive: f.becomesSensitive(facet) ? null : facet.afterSensitive };
  switch (nested.nesting) {
    case "single":
    case "group": {
      const items = single();
      return [items, items[0]!.diff.verdict];
    }
    case "map": {
      const [children, verdict] = mapChildren(plain, (child) => diffBlock(child, nested.block));
      return [[...children].map(([key, diff]) => ({ label: ` ${JSON.stringify(key)}`, diff })), verdict];
    }
    default: {
      const length = Math.max(f.asArray(facet.before)?.length ?? 0, f.asArray(facet.after)?.length ?? 0);
      const children =
        nested.nesting === "set"
          ? setPairs(plain)
          : Array.from({ length }, (_, i) => f.childAtIndex(plain, i, i));
      const items = children.map((child) => ({ label: "", diff: diffBlock(child, nested.block) }));
      return [
        items,
        fold(
          facet,
          items.map((item) => item.diff),
        ),
      ];
    }
  }
}
