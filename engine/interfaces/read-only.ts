import type { Value } from "../values/index.js";
import type { Diagnostic, Path } from "./provider.js";
import type { Block } from "./schema.js";

/** Attributes that a configuration sets although the provider alone decides them, as providers report them. */
export function readOnlyProblems(config: Value, block: Block, path: Path = []): Diagnostic[] {
  if (config.isNull || !config.isKnown) return [];
  const problems: Diagnostic[] = [];
  for (const name of readOnlyIn(block)) {
    if (config.attr(name).isNull) continue;
    problems.push({
      severity: "error",
      summary: "Invalid Configuration for Read-Only Attribute",
      detail: `Cannot set ${JSON.stringify(name)}: the provider decides this value. Remove the line that sets it.`,
      attribute: [...path, { attribute: name }],
    });
  }
  for (const [name, nested] of Object.entries(block.blocks ?? {})) {
    const value = config.attr(name);
    const here: Path = [...path, { attribute: name }];
    if (value.isNull || !value.isKnown) continue;
    if (nested.nesting === "single" || nested.nesting === "group")
      problems.push(...readOnlyProblems(value, nested.block, here));
    else {
      for (const [index, item] of value.elements().entries()) {
        const at = nested.nesting === "list" ? [...here, { index }] : here;
        problems.push(...readOnlyProblems(item, nested.block, at));
      }
    }
  }
  return problems;
}

const readOnly = new WeakMap<Block, readonly string[]>();

/** The attributes that only the provider sets, found once for each block of a schema. */
function readOnlyIn(block: Block): readonly string[] {
  let names = readOnly.get(block);
  if (!names) {
    names = Object.entries(block.attributes)
      .filter(([, { computed, optional, required }]) => computed && !optional && !required)
      .map(([name]) => name);
    readOnly.set(block, names);
  }
  return names;
}
