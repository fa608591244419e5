import type { CompiledAttribute, CompiledLink, CompiledResource } from "../../core/compile.js";
import { isKeptOnly } from "../../core/kept-types/effects.js";
import type { ValueType } from "../../core/values.js";
import { code, page, table } from "./markdown.js";

/** A value's type in words. */
function typeText(type: ValueType): string {
  if (typeof type === "string") return type;
  if ("enum" in type) return type.enum.map(code).join(", ");
  if ("array" in type)
    return `list of ${"enum" in Object(type.array) ? typeText(type.array) : plural(type.array)}`;
  const members = Object.entries(type.object).map(([name, member]) =>
    code(member.required ? `${name}!` : name),
  );
  return `object: ${members.join(", ")}`;
}

const plural = (type: ValueType) => (typeof type === "string" ? `${type}s` : `(${typeText(type)})`);

const settable = (writable: boolean | "create") =>
  writable === "create" ? "at creation" : writable ? "yes" : "";

function limitsText({ spec }: CompiledAttribute): string {
  const unit = typeof spec.type === "object" && "array" in spec.type ? "items" : "characters";
  return [
    spec.required ? "required" : null,
    spec.default !== undefined ? `default ${code(JSON.stringify(spec.default))}` : null,
    spec.minLength !== undefined && spec.minLength > 0 ? "not empty" : null,
    spec.maxLength !== undefined ? `at most ${spec.maxLength} ${unit}` : null,
    spec.min !== undefined ? `from ${spec.min}` : null,
    spec.max !== undefined ? `to ${spec.max}` : null,
    spec.nullable ? "may be null" : null,
    spec.writeOnly ? "never shown" : null,
  ]
    .filter((text) => text !== null)
    .join(", ");
}

const attributeRow = (attribute: CompiledAttribute) => [
  code(attribute.name),
  typeText(attribute.spec.type),
  settable(attribute.writable),
  limitsText(attribute),
];

function linkRow({ name, kind, spec, target, writable }: CompiledLink): string[] {
  if (spec === null) return [code(name), kind, "", "", "not simulated: always empty"];
  const notes = [
    spec.required ? "required" : null,
    spec.permission ? `needs ${code(spec.permission)}` : null,
    spec.kind === "to-many" && spec.endpoints ? "has relationship endpoints" : null,
  ];
  return [
    code(name),
    kind,
    code(target!),
    settable(writable),
    notes.filter((note) => note !== null).join(", "),
  ];
}

const names = (declared: object | undefined) =>
  Object.keys(declared ?? {})
    .map(code)
    .join(", ");

/** The query parameters of a type's list. */
function listText({ resource }: CompiledResource): string | null {
  if (resource.operations.list === undefined) return null;
  const lines = [
    `Filters: ${names(resource.filters) || "none"}.`,
    `Sort: ${names(resource.sort) || "none"}.`,
  ];
  return lines.join(" ");
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly permission: string | null;
}

/** The section of one type. */
export function typeSection(compiled: CompiledResource, operations: readonly Operation[]): string {
  const { type, resource, attributes, links } = compiled;
  const rows = operations.map(({ method, path, permission }) => [
    `${method} ${code(path)}`,
    permission === null ? "none: the address is the secret" : code(permission),
  ]);
  return page(
    `## ${type}`,
    `${isKeptOnly(type) ? "[Kept as data](kept-as-data.md): it has no effect. " : ""}Errors call it ${code(resource.errorModel ?? resource.model)}; ids begin with ${code(`${resource.idPrefix}-`)}.`,
    table(["Operation", "Permission"], rows),
    listText(compiled),
    table(["Attribute", "Type", "Set", ""], [...attributes.values()].map(attributeRow)),
    links.size === 0
      ? null
      : table(["Relationship", "Kind", "Target", "Set", ""], [...links.values()].map(linkRow)),
  ).trimEnd();
}
