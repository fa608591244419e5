import type { AnyEntity, CompiledAttribute, CompiledResource } from "./compile.js";
import { ApiError, attributePointer, badRequest, conflict, type ErrorItem } from "./errors.js";
import { type Draft, decodeLinks } from "./links.js";
import type { Input, Operation } from "./resource.js";
import { type Fault, faultOf, faultOfName, faultText, isObject, withoutNulls } from "./values.js";

/** The `data` of a request's body. Its `attributes` and `relationships` are objects or missing. */
export interface ResourceData {
  readonly id: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
}

/** Checks the structure of a JSON:API document with one resource object. */
function decodeDocument(body: unknown, type: string): ResourceData {
  if (!isObject(body))
    throw badRequest("The body must be a JSON:API document: an object with a member 'data'.", "");
  const { data } = body;
  if (!isObject(data)) throw badRequest("The member 'data' must be a resource object.", "/data");
  if (typeof data.type !== "string") throw badRequest("The member 'type' must be a string.", "/data/type");
  if (data.type !== type) {
    throw conflict(`The type must be '${type}' here, not '${data.type}'.`, "/data/type");
  }
  for (const name of ["attributes", "relationships"] as const) {
    if (data[name] !== undefined && data[name] !== null && !isObject(data[name])) {
      throw badRequest(`The member '${name}' must be an object.`, `/data/${name}`);
    }
  }
  return {
    id: data.id,
    attributes: (data.attributes ?? {}) as ResourceData["attributes"],
    relationships: (data.relationships ?? {}) as ResourceData["relationships"],
  };
}

const toStored = ({ spec }: CompiledAttribute, value: unknown, previous: AnyEntity | null): unknown => {
  if (spec.store) return spec.store(value as never, previous);
  return spec.type === "date-time" && value !== null ? Date.parse(value as string) : value;
};

/** Attributes that lists and messages use as names. Private keys have several lines and are not names. */
const NAMES = /(^|-)(name|username|email|title|label|branch)$|^key$/;

/** What is wrong with the value of an attribute in a request, or null. */
function attributeFault(
  attribute: CompiledAttribute,
  value: unknown,
  previous: AnyEntity | null,
): Fault | null {
  const { spec } = attribute;
  if (value === null)
    return spec.nullable || spec.default !== undefined ? null : faultText("Value cannot be null.");
  const fault = faultOf(value, spec.type, spec);
  if (fault !== null) return fault;
  const misnamed = NAMES.test(attribute.name) && typeof value === "string" ? faultOfName(value) : null;
  if (misnamed !== null) return faultText(misnamed);
  const checked = spec.check?.(value as never) ?? null;
  if (checked !== null) return typeof checked === "string" ? faultText(checked) : checked;
  const isFixed = attribute.writable === "create" && previous !== null && attribute.field !== null;
  return isFixed && previous[attribute.field!] !== value
    ? faultText(
        `'${attribute.name}' is fixed at creation; it is ${JSON.stringify(previous[attribute.field!])} here.`,
      )
    : null;
}

/** The value of an attribute in a request. */
function sentValue(sent: Readonly<Record<string, unknown>>, { names }: CompiledAttribute): unknown {
  for (const name of names) if (Object.hasOwn(sent, name)) return sent[name];
  return undefined;
}

/** Collects the attributes of a request: changes of stored fields, attributes that are not stored, and all errors. */
function decodeAttributes(
  compiled: CompiledResource,
  sent: Readonly<Record<string, unknown>>,
  previous: AnyEntity | null,
  describes: boolean,
  into: Draft,
): void {
  let left = Object.keys(sent).length;
  for (const attribute of compiled.attributes.values()) {
    const isDescribed = describes && attribute.spec.described === true;
    if (attribute.writable === false && !isDescribed) continue;
    const { name, spec, field } = attribute;
    // Most requests send few of many attributes, often the first ones. No spelling stands for two attributes.
    const given = left === 0 ? undefined : sentValue(sent, attribute);
    if (given !== undefined) left--;
    const value = withoutNulls(given, spec.type);
    if (value === undefined) {
      if (previous !== null || attribute.writable === false) continue;
      if (spec.required) into.faults.push(errorAt(name, `'${name}' is required.`));
      else if (field !== null) into.changes[field] = toStored(attribute, spec.default ?? null, null);
      continue;
    }
    const wrong = attributeFault(attribute, value, previous);
    if (wrong !== null) {
      into.faults.push(errorAt(name, wrong.detail, wrong.at));
      continue;
    }
    into.given.add(name);
    const stored = toStored(attribute, value === null && !spec.nullable ? spec.default : value, previous);
    if (field === null) into.extra[name] = stored;
    else into.changes[field] = stored;
  }
}

const errorAt = (name: string, detail: string, at: Fault["at"] = []): ErrorItem => ({
  title: "Invalid Attribute",
  detail,
  pointer: attributePointer(name, ...at),
});

/** Decodes and checks the body of a creation (`previous` is null) or an update. @throws ApiError with all errors */
export function decodeInput(
  compiled: CompiledResource,
  op: Operation,
  body: unknown,
  previous: AnyEntity | null,
): Input<AnyEntity> {
  const data = decodeDocument(body, compiled.type);
  if (previous !== null && data.id && data.id !== previous.id) {
    throw conflict(
      `The id in the body must be '${previous.id}', as in the path, not '${data.id}'.`,
      "/data/id",
    );
  }
  const draft: Draft = { given: new Set(), changes: {}, extra: {}, faults: [] };
  decodeAttributes(compiled, data.attributes, previous, op.describes, draft);
  if (draft.faults.length > 0) throw new ApiError(422, draft.faults);
  decodeLinks(compiled, op, data.relationships, previous, draft);
  return { given: draft.given, changes: draft.changes as Partial<AnyEntity>, extra: draft.extra };
}
