/** Where an attribute lives in the API's object, both ways. */

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

/** An attribute or relationship that the API alone sets. */
export function readOnly(mapping: Mapping): Mapping {
  return { fields: mapping.fields, read: mapping.read };
}

/** Sent, never shown: the state's value stays. */
export function secret(name: string): Mapping {
  return { ...attribute(name), read: () => undefined };
}

/** Shown by the answer to the creation only. */
export function shownOnce(name: string): Mapping {
  return { fields: [`attributes/${name}`], read: ({ data }) => data.attributes[name] ?? undefined };
}

/** In the state alone: the API's object does not show it. */
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

/** R3: `["*"]` is the flag, anything else is the list of those it is shared with. */
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

/** Like `toMany`, where not configured stays apart from an empty list. */
export function toManyIfGiven(name: string, target: string): Mapping {
  const ids = toMany(name, target);
  return { ...ids, read: (object, state) => noneAsBefore(ids.read(object, state), state) };
}

function noneAsBefore(shown: Plain | undefined, state: Plain | undefined): Plain | undefined {
  const isNone = Array.isArray(shown) && shown.length === 0;
  return isNone && !Array.isArray(state) ? null : shown;
}

/** A flag of which true means everyone and false means the list kept elsewhere. */
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

/** A block of which there is at most one: an object or null in the API, with its keys in kebab case. */
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

/** The attributes of a nested block as the API takes them. */
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

/** The attributes of a nested block from what the API answered. */
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

/** Where the default is the empty string, that is how the API's null reads, and how null is asked for unless it is sent. */
export function toApi(definition: AttributeDefinition, value: Plain): Plain {
  return value === "" && definition.default === "" && !definition.sendsEmpty ? null : value;
}

/** A value of the API, or the attribute's default where it has none. */
export function fromApi(definition: AttributeDefinition, value: Plain): Plain {
  return value === null ? (definition.default ?? null) : value;
}

/** Whether a list of ids is `["*"]`: all there are. */
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
