import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Holds resource objects of answers to the contract of scalr.io as its data file states it, and to nothing of this
 * project: what the simulator says of itself could be wrong in the same way as its answers.
 */
const FILE = join(import.meta.dirname, "../../simulator/platform/contract/scalr-api.json");

type Type =
  | string
  | { readonly enum: readonly string[] }
  | { readonly array: Type }
  | { readonly object: Readonly<Record<string, { readonly type: Type; readonly nullable?: boolean }>> };

interface Contract {
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly model: string;
        readonly attributes: Readonly<
          Record<string, { readonly type: Type; readonly nullable?: boolean; readonly writeOnly?: boolean }>
        >;
        readonly relationships: Readonly<
          Record<string, { readonly kind: "to-one" | "to-many"; readonly target: string }>
        >;
      }
    >
  >;
}

const { resources } = JSON.parse(readFileSync(FILE, "utf8")) as Contract;
const typeOfModel = new Map(Object.entries(resources).map(([type, { model }]) => [model, type]));

/** What scalr.io's clients send and read although the contract does not say so, each with the reason. */
const BESIDES: Readonly<Record<string, readonly string[]>> = {
  // E21: the first generation's name of google-default-labels-strategy.
  "provider-configurations": ["google-default-label-strategy"],
};

/** Types that the contract's generator got wrong: the value is what clients send. */
const MISSTATED: Readonly<Record<string, readonly string[]>> = {
  // Said to be a number; it is a name such as `aws`.
  "provider-configurations": ["provider-name"],
  // Said to be a number; it is a name such as `api`.
  runs: ["source"],
};

/** Whether a value is of a type of the contract; a name that is not a type at all is any value. */
function isOf(value: unknown, type: Type): boolean {
  if (typeof type === "string") {
    switch (type) {
      case "string":
        return typeof value === "string";
      case "boolean":
        return typeof value === "boolean";
      case "number":
        return typeof value === "number";
      case "date-time":
        return (
          typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))
        );
      case "object":
        return typeof value === "object" && value !== null && !Array.isArray(value);
      default:
        return true;
    }
  }
  if ("enum" in type) return type.enum.includes(value as string);
  if ("array" in type) return Array.isArray(value) && value.every((item) => isOf(item, type.array));
  if (!isOf(value, "object")) return false;
  return Object.entries(value as Record<string, unknown>).every(([name, item]) => {
    const member = type.object[name];
    return member === undefined || item === null || isOf(item, member.type);
  });
}

type Linkage = { readonly type: string } | null;

interface ResourceObject {
  readonly type: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data?: Linkage | readonly Linkage[] }>>;
}

function faultOfLink(type: string, name: string, data: unknown): string | null {
  const declared = resources[type]!.relationships[name];
  if (declared === undefined) return `${type} has no relationship '${name}'`;
  if (Array.isArray(data) !== (declared.kind === "to-many")) return `${type}.${name} is not ${declared.kind}`;
  const target = typeOfModel.get(declared.target);
  const linked = (Array.isArray(data) ? data : data === null ? [] : [data]) as { readonly type: string }[];
  const wrong = linked.find((each) => each.type !== target);
  return wrong ? `${type}.${name} leads to ${wrong.type}, not to ${target}` : null;
}

function faultOfObject({ type, attributes = {}, relationships = {} }: ResourceObject): string | null {
  const declared = resources[type];
  if (declared === undefined) return `there is no type '${type}'`;
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = declared.attributes[name];
    if (attribute === undefined) {
      if (BESIDES[type]?.includes(name)) continue;
      return `${type} has no attribute '${name}'`;
    }
    if (value === null) {
      if (!attribute.nullable) return `${type}.${name} is null`;
    } else if (!isOf(value, attribute.type) && !MISSTATED[type]?.includes(name))
      return `${type}.${name} is ${JSON.stringify(value).slice(0, 80)}, not ${JSON.stringify(attribute.type)}`;
  }
  for (const [name, { data }] of Object.entries(relationships)) {
    const fault = faultOfLink(type, name, data);
    if (fault !== null) return fault;
  }
  return null;
}

const isObject = (value: unknown): value is ResourceObject =>
  typeof value === "object" && value !== null && "type" in value && "attributes" in value;

/** What is wrong with the resource objects of a document by the contract, or null. */
export function faultByContract(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("data" in body)) return null;
  const { data, included } = body as { data: unknown; included?: unknown };
  for (const each of [data, included].flat()) {
    const fault = isObject(each) ? faultOfObject(each) : null;
    if (fault !== null) return `by the contract, ${fault}`;
  }
  return null;
}
