import { type Plain, UNKNOWN } from "../../../engine/values/index.js";
import type { Json, One } from "../../client/index.js";
import type {
  AttributeDefinition,
  InnerDefinition,
  NestedDefinition,
  PlainObject,
} from "../framework/index.js";
import { fromApi, kebab, type MutableDraft, toApi } from "../framework/index.js";

/** The kind of object that the block stands for, and the prefix of its attributes. */
export interface Kind {
  /** The attribute that names the kind of the object. */
  readonly discriminator: string;
  readonly value: string;
  /** `aws` for attributes like `aws-role-arn`. */
  readonly prefix: string;
}

export interface Contents {
  readonly attributes: Readonly<Record<string, AttributeDefinition>>;
  readonly blocks?: Readonly<Record<string, InnerDefinition>>;
  /** Attributes that the API never shows, so the state's values stay. */
  readonly secrets?: readonly string[];
  /** By inner block: the object's attributes that stand for those of the block. */
  readonly flattened?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Converts between an attribute's text and the API's value. */
  readonly coded?: Readonly<Record<string, { write(value: Plain): Plain; read(value: Plain): Plain }>>;
}

const firstOf = (value: Plain | undefined): PlainObject | undefined =>
  Array.isArray(value) ? (value[0] as PlainObject | undefined) : undefined;

/** A block that an object has at most once: the attributes of the object with one prefix. */
export function prefixedBlock(description: string, kind: Kind, contents: Contents): NestedDefinition {
  const { attributes, blocks, secrets = [], flattened = {}, coded = {} } = contents;
  const nameOf = (name: string) => `${kind.prefix}-${kebab(name)}`;
  const fields = Object.keys(attributes).map((name) => `attributes/${nameOf(name)}`);

  function write(value: Plain, draft: MutableDraft): void {
    const item = firstOf(value);
    if (item) draft.attributes[kind.discriminator] = kind.value;
    for (const [name, definition] of Object.entries(attributes)) {
      const given = item?.[name] ?? null;
      if (given === UNKNOWN) continue;
      const sent = toApi(definition, given);
      draft.attributes[nameOf(name)] = (
        coded[name] && sent !== null ? coded[name].write(sent) : sent
      ) as Json;
    }
    for (const [block, places] of Object.entries(flattened)) {
      const inner = firstOf(item?.[block]);
      for (const [name, place] of Object.entries(places))
        draft.attributes[place] = (inner?.[name] ?? null) as Json;
    }
  }

  function read({ data }: One, state: Plain | undefined): Plain | undefined {
    const of = data.attributes[kind.discriminator];
    if (of === undefined) return undefined;
    if (of !== kind.value) return [];
    const known = firstOf(state);
    const item: PlainObject = {};
    for (const [name, definition] of Object.entries(attributes)) {
      const shown = data.attributes[nameOf(name)] ?? null;
      if (secrets.includes(name)) item[name] = (known ? known[name] : definition.default) ?? null;
      else item[name] = coded[name] && shown !== null ? coded[name].read(shown) : fromApi(definition, shown);
    }
    for (const [block, places] of Object.entries(flattened)) {
      const inner = Object.entries(places).map(([name, place]) => [name, data.attributes[place] ?? null]);
      item[block] = inner.every(([, value]) => value === null) ? [] : [Object.fromEntries(inner)];
    }
    return [item];
  }

  return {
    nesting: "list",
    maxItems: 1,
    description,
    attributes,
    ...(blocks && { blocks }),
    api: { fields: [`attributes/${kind.discriminator}`, ...fields], write, read },
  };
}
