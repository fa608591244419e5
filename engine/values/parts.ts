/** Values inside values: walking, replacing, marking. */

import { SENSITIVE, Value } from "./index.js";
import { mapAttributes } from "./objects.js";
import type { Path, PathStep } from "./path.js";

/** The container with its children replaced; the same object if none changes. */
export function mapChildren(value: Value, change: (child: Value, step: PathStep) => Value): Value {
  if (!value.isKnown || value.isNull) return value;
  const { type } = value;
  let changed = false;
  const apply = (child: Value, step: PathStep): Value => {
    const result = change(child, step);
    changed ||= result !== child;
    return result;
  };
  switch (type.kind) {
    case "object":
      return mapAttributes(value, (child, name) => change(child, { attribute: name }));
    case "map": {
      const children = value
        .entries()
        .map(([name, child]): [string, Value] => [name, apply(child, { index: name })]);
      return changed ? Value.map(type.element, children).withMarks(value.marks) : value;
    }
    case "list":
    case "tuple": {
      const children = value.elements().map((child, index) => apply(child, { index }));
      if (!changed) return value;
      return (type.kind === "list" ? Value.list(type.element, children) : Value.tuple(children)).withMarks(
        value.marks,
      );
    }
    case "set": {
      const children = value.elements().map((element) => apply(element, { element }));
      return changed ? Value.set(type.element, children).withMarks(value.marks) : value;
    }
    default:
      return value;
  }
}

/** The value at a path; undefined when the path leads nowhere. */
export function valueAt(value: Value, path: Path): Value | undefined {
  let current: Value | undefined = value;
  for (const step of path) {
    if (!current || current.isNull) return undefined;
    if ("element" in step) {
      const wanted: Value = step.element;
      current = current.isKnown ? current.elements().find((element) => element.equals(wanted)) : undefined;
    } else if ("attribute" in step) {
      const known: boolean = current.type.kind === "object" && step.attribute in current.type.attributes;
      current = known ? current.attr(step.attribute) : undefined;
    } else {
      current = current.isKnown ? current.at(step.index) : undefined;
    }
  }
  return current;
}

function sameStep(a: PathStep, b: PathStep): boolean {
  if ("element" in a) return "element" in b && a.element.equals(b.element);
  if ("element" in b) return false;
  const left = "attribute" in a ? a.attribute : a.index;
  const right = "attribute" in b ? b.attribute : b.index;
  return left === right;
}

/** Marks what the paths lead to as sensitive; paths that lead nowhere are left out. */
export function markSensitive(value: Value, paths: readonly Path[]): Value {
  if (paths.length === 0) return value;
  if (paths.some((path) => path.length === 0)) return value.mark(SENSITIVE);
  return mapChildren(value, (child, step) => {
    const inside = paths.filter((path) => sameStep(path[0]!, step)).map((path) => path.slice(1));
    return markSensitive(child, inside);
  });
}

/** Paths of everything that is sensitive, without what is inside of it. */
export function sensitivePaths(value: Value): Path[] {
  const found: Path[] = [];
  const visit = (current: Value, path: Path): void => {
    if (!current.containsMarked) return;
    if (current.hasMark(SENSITIVE)) {
      found.push(path);
      return;
    }
    mapChildren(current, (child, step) => {
      visit(child, [...path, step]);
      return child;
    });
  };
  visit(value, []);
  return found;
}

/** Whether both name the same paths, in whatever order. */
export function samePaths(a: readonly Path[], b: readonly Path[]): boolean {
  if (a.length !== b.length) return false;
  const key = (path: Path) =>
    JSON.stringify(
      path.map((step) => ("element" in step ? "*" : "attribute" in step ? step.attribute : step.index)),
    );
  const keys = new Set(a.map(key));
  return b.every((path) => keys.has(key(path)));
}

/** A path as messages write it: `.rule[0].name`. */
export function formatPath(path: Path): string {
  return path
    .map((step) => {
      if ("attribute" in step) return `.${step.attribute}`;
      return "index" in step ? `[${JSON.stringify(step.index)}]` : "[set element]";
    })
    .join("");
}
