import type { AnyEntity, CompiledResource } from "./compile.js";
import { encodeObject } from "./encode.js";
import type { EntityType } from "./entities.js";
import type { Caller, View } from "./resource.js";
import type { Reader } from "./schema.js";

/** Bytes that kept objects take together, at most. */
const ROOM = 32 * 1024 * 1024;

/** An object's JSON, and what it holds for: the caller, and a store in which nothing changed that it is derived from. */
interface Kept {
  readonly caller: Caller;
  readonly reader: Reader;
  readonly stamp: number;
  readonly json: Buffer;
}

/** What the objects of one type are derived from. */
interface Origin {
  readonly types: Set<EntityType>;
  /** Some depend on more than the store and the caller, such as the time. None of the type is kept then. */
  isOpen: boolean;
}

/** One type in one answer. */
interface OfType {
  readonly origin: Origin;
  /** The answer's view, which notes what is looked at. */
  readonly noting: View;
  stamp: number;
}

/** Versions only rise, so the sum stays the same only if each of them does. */
function stampOf({ types }: Origin, reader: Reader): number {
  let stamp = 0;
  for (const type of types) stamp += reader.version(type);
  return stamp;
}

/** Gives the JSON of an object of a type. */
export type Encode = (compiled: CompiledResource, entity: AnyEntity) => Buffer;

/**
 * Keeps the JSON of whole objects for lists, which show the same ones again and again. What an object's JSON is derived from
 * is noted while it is made, so no declaration says it: a change of any entity of those types makes the kept JSON worthless.
 */
export class EncodedObjects {
  /** Those that were made first come first. */
  private readonly kept = new Map<AnyEntity, Kept>();
  private readonly origins = new Map<CompiledResource, Origin>();
  private size = 0;

  constructor(private readonly room = ROOM) {}

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.size;
  }

  /** Encodes the objects of one answer, during which nothing may change. */
  forAnswer(view: View): Encode {
    const { caller, reader } = view;
    const types = new Map<CompiledResource, OfType>();
    const ofType = (compiled: CompiledResource): OfType => {
      let found = types.get(compiled);
      if (found === undefined) {
        const origin = this.originOf(compiled);
        found = { origin, noting: noting(view, origin), stamp: stampOf(origin, reader) };
        types.set(compiled, found);
      }
      return found;
    };
    return (compiled, entity) => {
      const type = ofType(compiled);
      const { origin } = type;
      if (origin.isOpen) return Buffer.from(encodeObject(compiled, entity, view));
      const found = this.kept.get(entity);
      if (found?.stamp === type.stamp && found.caller === caller && found.reader === reader)
        return found.json;
      const known = origin.types.size;
      const json = Buffer.from(encodeObject(compiled, entity, type.noting));
      if (origin.types.size > known) type.stamp = stampOf(origin, reader);
      if (!origin.isOpen) this.keep(entity, { caller, reader, stamp: type.stamp, json });
      return json;
    };
  }

  private originOf(compiled: CompiledResource): Origin {
    let origin = this.origins.get(compiled);
    if (origin === undefined) {
      origin = { types: new Set(), isOpen: false };
      this.origins.set(compiled, origin);
    }
    return origin;
  }

  private keep(entity: AnyEntity, made: Kept): void {
    this.remove(entity);
    this.kept.set(entity, made);
    this.size += made.json.length;
    for (const oldest of this.kept.keys()) {
      if (this.size <= this.room) break;
      this.remove(oldest);
    }
  }

  private remove(entity: AnyEntity): void {
    this.size -= this.kept.get(entity)?.json.length ?? 0;
    this.kept.delete(entity);
  }
}

/** The view, with a note of all that is looked at through it. */
function noting(view: View, origin: Origin): View {
  const { reader } = view;
  const noted = <T extends EntityType>(type: T): T => {
    origin.types.add(type);
    return type;
  };
  return {
    caller: view.caller,
    reader: {
      get: (type, id) => reader.get(noted(type), id),
      find: (type, index, key) => reader.find(noted(type), index, key),
      count: (type, index, key) => reader.count(noted(type), index, key),
      all: (type) => reader.all(noted(type)),
      version: (type) => reader.version(noted(type)),
    },
    get now() {
      origin.isOpen = true;
      return view.now;
    },
    get services() {
      origin.isOpen = true;
      return view.services;
    },
  };
}
