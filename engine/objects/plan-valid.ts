/** Checks that a provider's plan respects the configuration. A violation is a defect of the provider. */
import type { Attribute, Block, NestedBlock, Path } from "../interfaces/provider.js";
import { Value } from "../values/index.js";
import { formatPath } from "../values/parts.js";
import { renderValue } from "../values/text.js";

/** The errors of a plan, or an empty list for a valid plan. The values must be unmarked. */
export function planProblems(
  block: Block,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path = [],
): string[] {
  const say = (text: string) => [`${formatPath(path)}: ${text}`];
  if (planned.isNull && !config.isNull) return say("planned for absence but config wants existence");
  if (config.isNull && !planned.isNull) return say("planned for existence but config wants absence");
  if (planned.isNull) return [];
  const problems: string[] = [];
  for (const [name, plannedPart] of planned.asMap()) {
    const configPart = config.attr(name);
    if (agrees(plannedPart, configPart)) continue;
    const priorPart = prior.isNull ? Value.null(plannedPart.type) : prior.attr(name);
    const at = [...path, { attribute: name }];
    const attribute = block.attributes[name];
    if (attribute) problems.push(...attributeProblems(attribute, priorPart, configPart, plannedPart, at));
    else problems.push(...blockProblems(block.blocks![name]!, priorPart, configPart, plannedPart, at));
  }
  return problems;
}

/** Equal, whatever is known about unknown values. */
function agrees(a: Value, b: Value): boolean {
  return a.equals(b) || (!a.isKnown && !b.isKnown) || looselyEqual(a, b);
}

function looselyEqual(a: Value, b: Value): boolean {
  if (a.isWhollyKnown || b.isWhollyKnown || a.type.kind !== b.type.kind) return false;
  if (!a.isKnown || !b.isKnown) return !a.isKnown && !b.isKnown;
  if (a.isNull || b.isNull) return a.isNull && b.isNull;
  if (a.type.kind === "object" || a.type.kind === "map") {
    const names = a.asMap();
    const others = b.asMap();
    return (
      names.size === others.size &&
      [...names].every(([name, v]) => others.has(name) && agrees(v, others.get(name)!))
    );
  }
  const items = a.elements();
  const others = b.elements();
  return items.length === others.length && items.every((item, i) => agrees(item, others[i]!));
}

function attributeProblems(
  attribute: Attribute,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): string[] {
  if (agrees(planned, prior) && !prior.isNull && !config.isNull) return [];
  if (attribute.computed && (!attribute.optional || config.isNull)) return [];
  if (attribute.writeOnly && !config.isNull && planned.isNull) return [];
  const show = (value: Value) => (attribute.sensitive ? "(sensitive value)" : renderValue(value));
  const where = formatPath(path);
  if (config.isNull) return [`${where}: planned value ${show(planned)} for a non-computed attribute`];
  const text = `${where}: planned value ${show(planned)} does not match config value ${show(config)}`;
  return [prior.isNull ? text : `${text} nor prior value ${show(prior)}`];
}

function blockProblems(
  nested: NestedBlock,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): string[] {
  const where = formatPath(path);
  if (!config.isKnown) return [`${where}: planned value ${renderValue(planned)} for unknown dynamic block`];
  if (!planned.isKnown) {
    return [`${where}: blocks must not be unknown themselves; only attributes inside of them may be`];
  }
  if (nested.nesting === "single" || nested.nesting === "group") {
    return planProblems(nested.block, prior, config, planned, path);
  }
  if (planned.isNull) return [`${where}: blocks must be empty to indicate no blocks, not null`];
  if (planned.elements().some((element) => !element.isKnown)) {
    return [`${where}: blocks must not be unknown themselves; only attributes inside of them may be`];
  }
  // Elements of a set cannot be told apart, so the provider is trusted with them.
  if (nested.nesting === "set") return [];
  const wanted = config.isNull ? 0 : config.length;
  if (planned.length !== wanted) {
    return [`${where}: block count in plan (${planned.length}) disagrees with count in config (${wanted})`];
  }
  const isMap = nested.nesting === "map";
  const pairs = isMap
    ? planned.entries()
    : planned.elements().map((element, index): [number, Value] => [index, element]);
  return pairs.flatMap(([key, element]) => {
    const configPart = config.at(key);
    if (!configPart) return [`${where}: block key ${JSON.stringify(key)} from plan is not present in config`];
    const before = prior.isNull || !prior.isKnown ? undefined : prior.at(key);
    const priorPart = before ?? Value.null(element.type);
    return planProblems(nested.block, priorPart, configPart, element, [...path, { index: key }]);
  });
}
