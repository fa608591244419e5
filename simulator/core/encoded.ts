import type { AnyEntity, CompiledResource } from "./compile.js";
import { encodeObject } from "./encode.js";
import { isAsSeen, Looks, type Noted } from "./looks.js";
import type { Caller, View } from "./resource.js";
import type { Reader } from "./schema.js";

/** Bytes that kept objects take together, at most. */
const ROOM = 32 * 1024 * 1024;

/** An object's JSON, and what it holds for: the caller, and a store in which nothing changed that it is derived from. */
interface Kept {
  readonly caller: Caller;
  readonly reader: Reader;
  /** What was looked at to make it. */
  readonly looks: readonly unknown[];
  readonly json: Buffer;
  /** The sum of the types' versions when the looks were last found to be as they were. */
  stamp: number;
}

/** The objects of one type in one response. */
interface OfType {
  /** What its objects are derived from; none of them is kept when that is open. */
  readonly origin: Noted;
  /** The answer's view, which notes what is looked at. */
  readonly noting: Looks;
  stamp: number;
}

/** Versions only rise, so the sum stays the same only if each of them does. */
function stampOf({ types }: Noted, reader: Reader): number {
  let stamp = 0;
  for (const type of types) stamp += reader.version(type);
  return stamp;
}

/** Encodes the objects of one answer. */
export interface AnswerEncoder {
  /** The JSON of an object of a type. */
  encode(compiled: CompiledResource, entity: AnyEntity): Buffer;
  /** Whether all that was encoded is kept, and so is the same piece of memory when it is asked for again. */
  readonly isKept: boolean;
}

/**
 * Keeps the JSON of whole objects for lists, which show the same ones again and again. What an object's JSON is derived from is noted
 * while it is made, so no declaration says it. While no entity of those types changes, the JSON is right; after a change it still is if
 * each look at the store finds what it found then. So a change costs the other objects of its type a second look and no encoding.
 */
export class EncodedObjects {
  /** Those that were made first come first. */
  private readonly kept = new Map<AnyEntity, Kept>();
  private readonly origins = new Map<CompiledResource, Noted>();
  private size = 0;

  constructor(private readonly room = ROOM) {}

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.size;
  }

  /** Encodes the objects of one answer, during which nothing may change. */
  forAnswer(view: View): AnswerEncoder {
    const { caller, reader } = view;
    let isKept = true;
    const types = new Map<CompiledResource, OfType>();
    const ofType = (compiled: CompiledResource): OfType => {
      let found = types.get(compiled);
      if (found === undefined) {
        const origin = this.originOf(compiled);
        found = { origin, noting: new Looks(view, origin), stamp: stampOf(origin, reader) };
        types.set(compiled, found);
      }
      return found;
    };
    const encode = (compiled: CompiledResource, entity: AnyEntity): Buffer => {
      const type = ofType(compiled);
      const { origin } = type;
      if (origin.isOpen) {
        isKept = false;
        return Buffer.from(encodeObject(compiled, entity, view));
      }
      const found = this.kept.get(entity);
      if (found !== undefined && found.caller === caller && found.reader === reader) {
        if (found.stamp === type.stamp) return found.json;
        if (isAsSeen(found.looks, reader)) {
          found.stamp = type.stamp;
          return found.json;
        }
      }
      const known = origin.types.size;
      const json = Buffer.from(encodeObject(compiled, entity, type.noting));
      if (origin.types.size > known) type.stamp = stampOf(origin, reader);
      const looks = type.noting.take();
      if (origin.isOpen) isKept = false;
      else this.keep(entity, { caller, reader, looks, json, stamp: type.stamp });
      return json;
    };
    return {
      encode,
      get isKept() {
        return isKept;
      },
    };
  }

  private originOf(compiled: CompiledResource): Noted {
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
