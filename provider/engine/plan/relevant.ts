/** Attributes of resources that planned changes look at: the drift that is worth telling about. */

import { STRING } from "../../values/index.js";
import { formatResource, keySuffix } from "../address.js";
import { nodeOf } from "../config/analysis.js";
import { blockReferences, type Reference } from "../lang/index.js";
import type { PlanContext } from "./context.js";

export interface RelevantAttribute {
  /** Of an instance, or of a resource without instances. */
  readonly resource: string;
  readonly attribute: readonly (string | number)[];
}

export function relevantAttributes(context: PlanContext): RelevantAttribute[] {
  const found = new Map<string, RelevantAttribute>();
  const seen = new Set<string>();
  const changed = new Set<string>();
  for (const change of context.changes.values()) {
    if (change.action !== "no-op") changed.add(formatResource(change));
  }
  const follow = (references: readonly Reference[]): void => {
    for (const reference of references) {
      const attribute = attributeOf(reference);
      if (attribute) found.set(JSON.stringify(attribute), attribute);
      const node = nodeOf(reference);
      if (node === undefined || !node.startsWith("local.") || seen.has(node)) continue;
      seen.add(node);
      follow(context.config.locals.get(node.slice("local.".length))?.expression.references() ?? []);
    }
  };
  for (const { resource, schema } of context.analysis.resources.values()) {
    if (changed.has(resource.address)) follow(blockReferences(resource.body, schema.block).references);
  }
  for (const { name, action } of context.outputChanges) {
    if (action !== "no-op") follow(context.config.outputs.get(name)?.expression.references() ?? []);
  }
  return [...found.keys()].sort().map((key) => found.get(key)!);
}

function attributeOf({ subject, rest }: Reference): RelevantAttribute | null {
  if (subject.kind !== "resource") return null;
  const [first] = rest;
  const indexed = first?.kind === "index";
  const steps = (indexed ? rest.slice(1) : rest).map((step) =>
    step.kind === "attribute"
      ? step.name
      : step.key.type.kind === STRING.kind
        ? step.key.asString()
        : step.key.asNumber(),
  );
  const key = indexed
    ? first.key.type.kind === STRING.kind
      ? first.key.asString()
      : first.key.asNumber()
    : undefined;
  return { resource: formatResource({ module: "", ...subject }) + keySuffix(key), attribute: steps };
}
