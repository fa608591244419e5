import { emailOf, nameFault } from "../core/common.js";
import type { DataSpec } from "../core/kept-types/spec.js";
import type { DataObject } from "../core/kept-types/types.js";
import type { Attribute } from "../core/resource.js";
import type { Json, ValueType } from "../core/values.js";
import type { ContractAttribute, ContractType } from "../platform/contract/types.js";
import {
  showWebhookHeaders,
  storeWebhookHeaders,
  WEBHOOK_HEADERS_TYPE,
  webhookHeadersFault,
} from "../pools/webhook-headers.js";

type DataAttribute = Attribute<DataObject>;

const SIMPLE = new Set(["string", "boolean", "number", "date-time", "object", "any"]);

/** The value type of an attribute of the contract, as the generic layer checks it. */
const valueType = (type: ContractAttribute["type"]): ValueType =>
  typeof type === "string" && !SIMPLE.has(type) ? "any" : (type as ValueType);

const isUrl = (url: string) =>
  url === "" || (/^https?:\/\//i.test(url) && URL.canParse(url)) ? null : "Value must be an HTTP(S) URL.";

/** Attributes for who and when, derived from the object's stored fields. */
const STAMPS: Readonly<Record<string, DataAttribute>> = {
  "created-at": { type: "date-time" },
  "updated-at": { type: "date-time", nullable: true },
  "created-by-email": {
    type: "string",
    nullable: true,
    read: ({ createdBy }, view) => emailOf(createdBy ?? null, view),
  },
  "updated-by-email": {
    type: "string",
    nullable: true,
    read: ({ updatedBy }, view) => emailOf(updatedBy ?? null, view),
  },
};

const HEADERS: DataAttribute = {
  type: WEBHOOK_HEADERS_TYPE,
  nullable: true,
  writable: true,
  maxLength: 50,
  field: "headers",
  pure: true,
  read: ({ headers }) => showWebhookHeaders({ webhookHeaders: headers ?? [] }),
  check: webhookHeadersFault,
  store: (headers: never, previous) =>
    storeWebhookHeaders(headers, previous === null ? null : { webhookHeaders: previous.headers }),
};

/** A name is never empty; any other text may be. */
const isName = (name: string, spec: DataSpec) =>
  name === (spec.nameAttribute ?? "name") && (spec.required ?? []).includes(name);

/** The attribute `value` of a type that also has `sensitive`. */
const SENSITIVE_VALUE: Partial<DataAttribute> = {
  field: "value",
  pure: true,
  read: ({ sensitive, value }) => (sensitive ? null : value),
};

function settable(name: string, declared: ContractAttribute, spec: DataSpec): DataAttribute {
  const type: ValueType = spec.types?.[name] ?? valueType(declared.type);
  const nullable = declared.nullable === true;
  const required = (spec.required ?? []).includes(name);
  const fallback = spec.defaults?.[name] as Json | undefined;
  return {
    type,
    writable: (spec.fixed ?? []).includes(name) ? "create" : true,
    ...(nullable && { nullable }),
    ...(required && { required }),
    ...(spec.aliases?.[name] !== undefined && { alias: spec.aliases[name] }),
    ...(spec.omitted?.includes(name) && { omitted: true }),
    ...(fallback !== undefined && { default: fallback }),
    ...((spec.secret ?? []).includes(name) && { writeOnly: true }),
    ...(isName(name, spec) && {
      minLength: 1,
      maxLength: 255,
      emptyText: `${capital(name)} cannot be empty.`,
      ...(name === "name" && { check: nameFault }),
    }),
    ...(required && type === "string" && !isName(name, spec) && { minLength: 1 }),
    ...(/(^|-)url$/.test(name) && type === "string" && { check: isUrl, maxLength: 2_048 }),
    ...(name === "value" && spec.sensitiveValue && SENSITIVE_VALUE),
  };
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1).replaceAll("-", " ");

/** An attribute that no client can set. It keeps its initial value, null unless the table sets another. */
function fixedAttribute(declared: ContractAttribute, spec: DataSpec): DataAttribute {
  return {
    type: valueType(declared.type),
    nullable: declared.nullable === true,
    ...(spec.described && { described: true }),
  };
}

/** The attributes of a data type. */
export function dataAttributes(
  type: string,
  contract: ContractType,
  spec: DataSpec,
): Readonly<Record<string, DataAttribute>> {
  return Object.fromEntries(
    Object.entries(contract.attributes).map(([name, declared]) => {
      if (type === "webhook-integrations" && name === "headers") return [name, HEADERS];
      const stamp = declared.writable ? undefined : STAMPS[name];
      // What the contract never shows as null is not declared so.
      if (stamp) return [name, { ...stamp, nullable: declared.nullable === true }];
      return [name, declared.writable ? settable(name, declared, spec) : fixedAttribute(declared, spec)];
    }),
  );
}
