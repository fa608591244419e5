import { idsOf, userLink } from "../core/common.js";
import type { EntityType } from "../core/entities.js";
import { camelCase, contractOf, typeOfModel } from "../core/kept-types/fields.js";
import type { DataSpec } from "../core/kept-types/spec.js";
import type { DataObject } from "../core/kept-types/types.js";
import type { Relationship } from "../core/resource.js";
import { DERIVED_LINKS } from "./derived.js";

// biome-ignore lint/suspicious/noExplicitAny: a link's target is known by its name only.
type AnyRelationship = any;

/** Whether a type is served. A relationship to another type is empty. */
export type IsServed = (type: string) => boolean;

function inverseLink(
  kind: "to-one" | "to-many",
  { type, link }: { type: string; link: string },
): AnyRelationship {
  const index = camelCase(link);
  return {
    kind,
    target: type,
    read: ({ id }: DataObject, { reader }: { reader: AnyRelationship }) =>
      idsOf(reader.find(type, index, id)),
  };
}

/** The relationships of a data type. Those in `endpoints` have paths of their own. */
export function dataLinks(
  type: string,
  spec: DataSpec,
  isServed: IsServed,
  endpoints: ReadonlySet<string>,
): Readonly<Record<string, Relationship<DataObject>>> {
  const links = Object.entries(contractOf(type).relationships).map(([name, { kind, target, writable }]) => {
    const targetType = typeOfModel(target) as EntityType;
    const derived = DERIVED_LINKS[type]?.[name];
    const inverse = spec.inverse?.[name];
    if (!isServed(targetType)) return [name, { kind, simulated: false }];
    if (derived) return [name, { kind, target: targetType, read: derived }];
    if (inverse) return [name, inverseLink(kind, inverse)];
    if (targetType === "users" && !writable) return [name, userLink<DataObject>(camelCase(name) as never)];
    const link: AnyRelationship = { kind, target: targetType };
    if (writable || spec.settable?.includes(name))
      link.writable = spec.fixed?.includes(name) || name === "account" ? "create" : true;
    if (name === "account" && !writable) link.verified = true;
    if (spec.required?.includes(name)) link.required = true;
    if (kind === "to-many" && endpoints.has(name)) link.endpoints = true;
    if (endpoints.has(`${name}/*`)) link.members = true;
    return [name, link];
  });
  return Object.fromEntries(links);
}
