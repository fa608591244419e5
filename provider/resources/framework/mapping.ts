/** How attributes map to the API's object, in both directions. */

import { type Plain, UNKNOWN } from "../../../engine/values/index.js";
import { type Json, type Ref, toManyIds, toOneId } from "../../client/index.js";
import type { AttributeDefinition, Mapping, PlainObject } from "./definition.js";

/** An attribute of the same shape on both sides. */
export function attribute(name: string): Mapping {
  return {
    fields: [`attributes/${name}`],
    write: (value, draft) => {
      draft.attributes[name] = value as Json;
    },
    read: ({ data }) => data.attributes[name],
  };
}

/** An attribute or relationship that only the API sets. */
export function readOnly(mapping: Mapping): Mapping {
  return { fields: mapping.fields, read: mapping.read };
}

/** Sent but never shown, so the state's value stays. */
export function secret(name: string): Mapping {
  return { ...attribute(name), read: () => undefined };
}

/** Shown only in the answer to the creation. */
export function shownOnce(name: string): Mapping {
  return { fields: [`attributes/${name}`], read: ({ data }) => data.attributes[name] ?? undefined };
}

/** Only in the state: the API's object does not show it. */
export const kept: Mapping = { fields: [], read: () => undefined };

/** The id at the other end of a to-one relationship. */
export function toOne(name: string, target: string): Mapping {
  return {
    fields: [`relationships/${name}`],
    write: (value, draft) => {
      draft.relationships[name] = { data: value === null ? null : { type: target, id: String(value) } };
    },
    read: ({ data }) => (data.relationships[name]?.data === undefined ? undefined : toOneId(data, name)),
  };
}

/** The ids at the other end of a to-many relationship. */
export function toMany(name: string, target: string): Mapping {
  return {
    fields: [`relationships/${name}`],
    write: (value, draft) => {
      draft.relationships[name] = { data: refs(value, target) };
    },
    read: ({ data }) => (data.relationships[name]?.data === undefined ? undefined : toManyIds(data, name)),
  };
}

/** R3: `["*"]` sets the flag; any other list names those it is shared with. */
export function sharedWith(flag: string, relationship: string, target: string): Mapping {
  return {
    fields: [`attributes/${flag}`, `relationships/${relationship}`],
    write: (value, draft) => {
      const all = isEveryone(value);
      draft.attributes[flag] = all;
      draft.relationships[relationship] = { data: all ? [] : refs(value, target) };
    },
    read: ({ data }) =>
      data.attributes[flag] === undefined
        ? undefined
        : data.attributes[flag] === true
          ? ["*"]
          : toManyIds(data, relationship),
  };
}

/** Like `toMany`, but an unset list differs from an empty one. */
export function toManyIfGiven(name: string, target: string): Mapping {
  const ids = toMany(name, target);
  return { ...ids, read: (object, state) => noneAsBefore(ids.read(object, state), state) };
}

function noneAsBefore(shown: Plain | undefined, state: Plain | undefined): Plain | undefined {
  const isNone = Array.isArray(shown) && shown.length === 0;
  return isNone && !Array.isArray(state) ? null : shown;
}

/** A flag: true means everyone, false means the separate list. */
export function everyoneFlag(flag: string): Mapping {
  return {
    fields: [`attributes/${flag}`],
    write: (value, draft) => {
      draft.attributes[flag] = isEveryone(value);
    },
    read: ({ data }, state) => {
      if (data.attributes[flag] === true) return ["*"];
      return data.attributes[flag] === undefined
        ? undefined
        : state !== undefined && isEveryone(state)
          ? []
          : (state ?? []);
    },
  };
}

/** A block that occurs at most once: an object or null in the API, with keys in kebab case. */
export function objectBlock(
  name: string,
  attributes: Readonly<Record<string, AttributeDefinition>>,
): Mapping {
  return {
    fields: [`attributes/${name}`],
    write: (value, draft) => {
      const [item] = value as PlainObject[];
      draft.attributes[name] = item ? nestedToApi(attributes, item) : null;
    },
    read: ({ data }) => {
      const object = data.attributes[name];
      if (object === undefined) return undefined;
      return object === null ? [] : [nestedFromApi(attributes, object as Record<string, Json>)];
    },
  };
}

/** The attributes of a nested block in the API's form. */
export function nestedToApi(
  attributes: Readonly<Record<string, AttributeDefinition>>,
  item: PlainObject,
): Record<string, Json> {
  const result: Record<string, Json> = {};
  for (const [name, definition] of Object.entries(attributes)) {
    const value = item[name] ?? null;
    if (value !== UNKNOWN) result[kebab(name)] = toApi(definition, value) as Json;
  }
  return result;
}

/** The attributes of a nested block from the API's answer. */
export function nestedFromApi(
  attributes: Readonly<Record<string, AttributeDefinition>>,
  object: Record<string, Json>,
): PlainObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, definition]) => [
      name,
      fromApi(definition, object[kebab(name)] ?? null),
    ]),
  );
}

/** If the default is the empty string, it stands for the API's null, in both directions unless it is sent unchanged. */
export function toApi(definition: AttributeDefinition, value: Plain): Plain {
  return value === "" && definition.default === "" && !definition.sendsEmpty ? null : value;
}

/** A value of the API, or the attribute's default if it is null. */
export function fromApi(definition: AttributeDefinition, value: Plain): Plain {
  return value === null ? (definition.default ?? null) : value;
}

/** Whether a list of ids is `["*"]`, which means all. */
export function isEveryone(value: Plain): boolean {
  return Array.isArray(value) && value.length === 1 && value[0] === "*";
}

/** The API's name of an attribute: `agent_pool_id` is `agent-pool-id`. */
export function kebab(name: string): string {
  return name.replaceAll("_", "-");
}

function refs(value: Plain, type: string): Ref[] {
  return ((value ?? []) as string[]).map((id) => ({ type, id }));
}
