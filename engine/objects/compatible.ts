/**
 * Whether what exists after an apply is what was planned, unknown values standing for anything of their type.
 * Where it is not, the provider is at fault.
 */
import type { Block, NestedBlock, Path } from "../interfaces/provider.js";
import { conforms, typeName, type Value } from "../values/index.js";
import { formatPath } from "../values/parts.js";
import { renderValue } from "../values/text.js";

/** Differences that a plan does not allow; empty when there are none. Values carry no marks. */
export function differences(block: Block, planned: Value, actual: Value, path: Path = []): string[] {
  if (planned.isNull || actual.isNull) return presence(planned, actual, path);
  if (!planned.isKnown) return [];
  const found: string[] = [];
  for (const [name, plannedPart] of planned.asMap()) {
    const actualPart = actual.attr(name);
    // Most attributes are as planned: nothing is written of their places.
    if (plannedPart.isWhollyKnown && plannedPart.equals(actualPart)) continue;
    const at = [...path, { attribute: name }];
    const attribute = block.attributes[name];
    if (!attribute) found.push(...blockDifferences(block.blocks![name]!, plannedPart, actualPart, at));
    else {
      const inside = valueDifferences(plannedPart, actualPart, at);
      const isHidden = attribute.sensitive && inside.length > 0;
      found.push(...(isHidden ? [`${formatPath(at)}: inconsistent values for sensitive attribute`] : inside));
    }
  }
  return found;
}

function presence(planned: Value, actual: Value, path: Path): string[] {
  const what = `${formatPath(path)}: ${path.length === 0 ? "root object " : ""}was`;
  if (!actual.isNull) return [`${what} absent, but now present`];
  return planned.isNull ? [] : [`${what} present, but now absent`];
}

function blockDifferences(nested: NestedBlock, planned: Value, actual: Value, path: Path): string[] {
  const { block } = nested;
  if (nested.nesting === "single" || nested.nesting === "group") {
    return !planned.isKnown && actual.isNull ? [] : differences(block, planned, actual, path);
  }
  if (!planned.isKnown || !actual.isKnown || planned.isNull || actual.isNull) return [];
  const where = formatPath(path);
  if (nested.nesting === "set") {
    return setDifferences(planned, actual, path, (a, b) => differences(block, a, b, path).length === 0);
  }
  if (planned.length !== actual.length) {
    return [`${where}: block count changed from ${planned.length} to ${actual.length}`];
  }
  if (nested.nesting === "list") {
    const items = actual.elements();
    return planned
      .elements()
      .flatMap((element, index) => differences(block, element, items[index]!, [...path, { index }]));
  }
  return planned.entries().flatMap(([key, element]) => {
    const match = actual.at(key);
    if (!match) return [`${where}: block key ${JSON.stringify(key)} has vanished`];
    return differences(block, element, match, [...path, { index: key }]);
  });
}

function valueDifferences(planned: Value, actual: Value, path: Path): string[] {
  const where = () => formatPath(path);
  if (planned.type.kind === "dynamic") return [];
  if (!conforms(actual.type, planned.type)) {
    return [
      `${where()}: wrong final value type: ${typeName(planned.type)} required, but have ${typeName(actual.type)}`,
    ];
  }
  if (!planned.isKnown) {
    if (planned.isNotNull && actual.isNull) return [`${where()}: was planned to have a value, but now null`];
    return [];
  }
  if (actual.isNull) return planned.isNull ? [] : [`${where()}: was ${renderValue(planned)}, but now null`];
  if (planned.isNull) return [`${where()}: was null, but now ${renderValue(actual)}`];
  if (!actual.isKnown) return [`${where()}: was known, but now unknown`];
  switch (planned.type.kind) {
    case "set":
      return setDifferences(planned, actual, path, (a, b) => valueDifferences(a, b, path).length === 0);
    case "list":
    case "tuple": {
      const items = actual.elements();
      const found = planned
        .elements()
        .flatMap((element, index) =>
          index < items.length
            ? valueDifferences(element, items[index]!, [...path, { index }])
            : [`${where()}: element ${index} has vanished`],
        );
      for (let i = planned.length; i < items.length; i++)
        found.push(`${where()}: new element ${i} has appeared`);
      return found;
    }
    case "map":
    case "object": {
      const before = planned.asMap();
      const now = actual.asMap();
      const found = [...before].flatMap(([name, element]) => {
        const match = now.get(name);
        const step = planned.type.kind === "map" ? { index: name } : { attribute: name };
        return match
          ? valueDifferences(element, match, [...path, step])
          : [`${where()}: element ${JSON.stringify(name)} has vanished`];
      });
      for (const name of now.keys()) {
        if (!before.has(name)) found.push(`${where()}: new element ${JSON.stringify(name)} has appeared`);
      }
      return found;
    }
    default:
      return planned.equals(actual)
        ? []
        : [`${where()}: was ${renderValue(planned)}, but now ${renderValue(actual)}`];
  }
}

/** Each element must have a match on the other side; unknown ones may turn out equal, so a set may shrink. */
function setDifferences(
  planned: Value,
  actual: Value,
  path: Path,
  matches: (planned: Value, actual: Value) => boolean,
): string[] {
  const where = () => formatPath(path);
  if (planned.isWhollyKnown && planned.equals(actual)) return [];
  const unmatched = new Set(actual.elements());
  for (const element of planned.elements()) {
    let found = false;
    for (const other of actual.elements()) {
      if (!matches(element, other)) continue;
      found = true;
      unmatched.delete(other);
    }
    if (!found) {
      return [
        `${where()}: planned set element ${renderValue(element)} does not correlate with any element in actual`,
      ];
    }
  }
  if (unmatched.size > 0) {
    const [first] = unmatched;
    return [
      `${where()}: actual set element ${renderValue(first!)} does not correlate with any element in plan`,
    ];
  }
  return planned.length < actual.length
    ? [`${where()}: length changed from ${planned.length} to ${actual.length}`]
    : [];
}
