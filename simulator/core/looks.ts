import type { Entities, EntityType } from "./entities.js";
import type { Caller, View } from "./resource.js";
import type { Reader } from "./schema.js";

/** The way in which the store was read. */
type Way = "get" | "find" | "count" | "all" | "version";

/** How many entries of the list each look has: its way, type, index and key, and what it found. */
const PARTS = 5;

/** What objects are derived from: the types that were looked at, and whether there is more than the store and the caller, such as the time. */
export interface Noted {
  readonly types: Set<EntityType>;
  isOpen: boolean;
}

/** A view that notes each look at the store, with what was found. Entities and lists never change, so what was found is compared by identity. */
export class Looks implements View {
  readonly caller: Caller;
  readonly reader: Reader;
  private looks: unknown[] = [];

  constructor(
    private readonly view: View,
    private readonly noted: Noted,
  ) {
    const { reader } = view;
    this.caller = view.caller;
    const note = <R>(way: Way, type: EntityType, index: unknown, key: unknown, found: R): R => {
      noted.types.add(type);
      this.looks.push(way, type, index, key, found);
      return found;
    };
    this.reader = {
      get: (type, id) => note("get", type, null, id, reader.get(type, id)),
      find: (type, index, key) => note("find", type, index, key, reader.find(type, index, key)),
      count: (type, index, key) => note("count", type, index, key, reader.count(type, index, key)),
      all: (type) => {
        note("all", type, null, null, reader.version(type));
        return reader.all(type);
      },
      version: (type) => note("version", type, null, null, reader.version(type)),
    };
  }

  get now(): number {
    this.noted.isOpen = true;
    return this.view.now;
  }

  get services(): View["services"] {
    this.noted.isOpen = true;
    return this.view.services;
  }

  /** What was noted since the last time. */
  take(): readonly unknown[] {
    const { looks } = this;
    this.looks = [];
    return looks;
  }
}

/** Whether each of the looks, taken again, finds what it found. */
export function isAsSeen(looks: readonly unknown[], reader: Reader): boolean {
  for (let at = 0; at < looks.length; at += PARTS) {
    const type = looks[at + 1] as keyof Entities;
    const [index, key] = [looks[at + 2] as string, looks[at + 3] as string];
    if (again(looks[at] as Way, type, index, key, reader) !== looks[at + 4]) return false;
  }
  return true;
}

function again(way: Way, type: keyof Entities, index: string, key: string, reader: Reader): unknown {
  switch (way) {
    case "get":
      return reader.get(type, key);
    case "find":
      return reader.find(type, index, key);
    case "count":
      return reader.count(type, index, key);
    default:
      return reader.version(type);
  }
}
