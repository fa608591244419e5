import type { CompiledAttribute, CompiledLink, CompiledResource } from "../../core/compile.js";
import type { ValueType } from "../../core/values.js";

/** A schema of OpenAPI 3.0. */
// biome-ignore lint/suspicious/noExplicitAny: a schema's keywords are those of JSON Schema.
export type Schema = Readonly<Record<string, any>>;

/** A reference to a schema of the document. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const SIMPLE: Readonly<Record<Extract<ValueType, string>, Schema>> = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  number: { type: "number" },
  integer: { type: "integer" },
  "date-time": { type: "string", format: "date-time" },
  object: { type: "object", additionalProperties: true },
  // Any value, null as well.
  any: {},
};

/** The schema of a value. In responses, an enum that can be null lists null too. */
export function valueSchema(type: ValueType, nullable = false, forAnswers = true): Schema {
  if (type === "any") return {};
  const null_ = nullable ? { nullable: true } : {};
  if (typeof type === "string") return { ...SIMPLE[type], ...null_ };
  if ("enum" in type) {
    const values = nullable && forAnswers ? [...type.enum, null] : type.enum;
    return { type: "string", ...null_, enum: values };
  }
  if ("array" in type) return { type: "array", ...null_, items: valueSchema(type.array, false, forAnswers) };
  const required = Object.entries(type.object).filter(([, member]) => member.required);
  return {
    type: "object",
    ...null_,
    properties: Object.fromEntries(
      Object.entries(type.object).map(([name, member]) => [
        name,
        valueSchema(member.type, member.nullable, forAnswers),
      ]),
    ),
    ...(required.length > 0 && { required: required.map(([name]) => name) }),
  };
}

const identifier = (target: string | null): Schema => ({
  type: "object",
  required: ["type", "id"],
  properties: {
    type: target === null ? { type: "string" } : { type: "string", enum: [target] },
    id: { type: "string" },
  },
});

/** The `data` of a relationship. */
export function linkageSchema({ kind, target }: Pick<CompiledLink, "kind" | "target">): Schema {
  const one = identifier(target);
  return kind === "to-many" ? { type: "array", items: one } : { ...one, nullable: true };
}

const relationshipSchema = (link: CompiledLink): Schema => ({
  type: "object",
  properties: { data: linkageSchema(link) },
});

function limits({ spec }: CompiledAttribute): Schema {
  const isList = typeof spec.type === "object" && "array" in spec.type;
  return {
    ...(spec.maxLength !== undefined && { [isList ? "maxItems" : "maxLength"]: spec.maxLength }),
    ...(spec.minLength !== undefined && !isList && { minLength: spec.minLength }),
    ...(spec.min !== undefined && { minimum: spec.min }),
    ...(spec.max !== undefined && { maximum: spec.max }),
    ...(spec.default !== undefined && spec.default !== null && { default: spec.default }),
  };
}

/** Maps each attribute's name, and its alias, to its schema. */
const byNames = (
  attributes: readonly CompiledAttribute[],
  schemaOf: (attribute: CompiledAttribute) => Schema,
) =>
  Object.fromEntries(
    attributes.flatMap((attribute) =>
      [attribute.name, attribute.spec.alias]
        .filter((name) => name !== undefined)
        .map((name) => [name, schemaOf(attribute)]),
    ),
  );

const named = <T extends { readonly name: string }>(members: Iterable<T>, schemaOf: (member: T) => Schema) =>
  Object.fromEntries([...members].map((member) => [member.name, schemaOf(member)]));

/** A resource object in a response. */
export function objectSchema({ type, attributes, links }: CompiledResource): Schema {
  const shown = [...attributes.values()].filter(({ spec }) => !spec.writeOnly);
  return {
    type: "object",
    required: ["type", "id", "attributes", "relationships", "links"],
    properties: {
      type: { type: "string", enum: [type] },
      id: { type: "string" },
      attributes: {
        type: "object",
        additionalProperties: false,
        properties: byNames(shown, ({ spec }) => valueSchema(spec.type, spec.nullable)),
      },
      relationships: {
        type: "object",
        additionalProperties: false,
        properties: named(links.values(), (link) => ({ ...relationshipSchema(link), required: ["data"] })),
      },
      links: { type: "object", additionalProperties: { type: "string" } },
    },
  };
}

const isSettable = (isNew: boolean) => (member: { readonly writable: boolean | "create" }) =>
  member.writable === true || (isNew && member.writable === "create");

/** The body of a request that creates (`isNew`) or changes an object. */
export function requestSchema({ type, attributes, links }: CompiledResource, isNew: boolean): Schema {
  const settable = [...attributes.values()].filter(isSettable(isNew));
  const linkable = [...links.values()].filter((link) => link.target !== null && isSettable(isNew)(link));
  const requiredAttributes = isNew
    ? settable.filter(({ spec }) => spec.required).map(({ name }) => name)
    : [];
  const requiredLinks = isNew ? linkable.filter(({ spec }) => spec?.required).map(({ name }) => name) : [];
  const required = [
    "type",
    ...(isNew ? [] : ["id"]),
    ...(requiredAttributes.length > 0 ? ["attributes"] : []),
    ...(requiredLinks.length > 0 ? ["relationships"] : []),
  ];
  return {
    type: "object",
    required: ["data"],
    properties: {
      data: {
        type: "object",
        required,
        properties: {
          type: { type: "string", enum: [type] },
          ...(!isNew && { id: { type: "string" } }),
          attributes: {
            type: "object",
            ...(requiredAttributes.length > 0 && { required: requiredAttributes }),
            properties: byNames(settable, (attribute) => ({
              ...valueSchema(attribute.spec.type, attribute.spec.nullable, false),
              ...limits(attribute),
              ...(attribute.spec.writeOnly && { writeOnly: true }),
            })),
          },
          relationships: {
            type: "object",
            ...(requiredLinks.length > 0 && { required: requiredLinks }),
            properties: named(linkable, (link) => ({
              ...relationshipSchema(link),
              ...(requiredLinks.includes(link.name) && { required: ["data"] }),
            })),
          },
        },
      },
    },
  };
}

const INCLUDED: Schema = { type: "array", items: ref("Included") };

/** The body of a response with one object. */
export const documentSchema = (model: string): Schema => ({
  type: "object",
  additionalProperties: false,
  required: ["data"],
  properties: { data: ref(model), included: INCLUDED },
});

/** The body of a response with a page of objects. */
export const pageSchema = (model: string): Schema => ({
  type: "object",
  additionalProperties: false,
  required: ["data", "meta"],
  properties: { data: { type: "array", items: ref(model) }, included: INCLUDED, meta: ref("Meta") },
});

/** The body of a response with a page of a relationship's identifiers. */
export const linkagePageSchema = (link: CompiledLink): Schema => ({
  type: "object",
  additionalProperties: false,
  required: ["data", "meta"],
  properties: { data: linkageSchema(link), meta: ref("Meta") },
});

/** A page of a report: a value for each column in each row. */
export const reportSchema = (columns: Readonly<Record<string, ValueType>>): Schema => ({
  type: "object",
  additionalProperties: false,
  required: ["data", "meta"],
  properties: {
    data: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: Object.keys(columns),
        properties: Object.fromEntries(
          Object.entries(columns).map(([name, type]) => [name, valueSchema(type, true)]),
        ),
      },
    },
    meta: ref("Meta"),
  },
});
