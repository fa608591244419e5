/**
 * Unknown values are MessagePack extensions: type 0 with one zero byte when nothing is known, else type 12 with a map
 * of what is, by number.
 */
import { ConversionError } from "../convert.js";
import { formatNumber } from "../number.js";
import type { Bound, Refinement } from "../refinement.js";
import { safePrefix } from "../strings.js";
import { isCollection, type Type } from "../types.js";
import { Value } from "../value.js";
import { numberOf, writeNumber } from "./numbers.js";
import { type Extension, Head, Reader } from "./reader.js";
import { Writer } from "./writer.js";

const REFINED = 12;
const NOTHING_KNOWN = Buffer.of(0);

const NULLNESS = 1;
const PREFIX = 2;
const MIN = 3;
const MAX = 4;
const MIN_LENGTH = 5;
const MAX_LENGTH = 6;

/** Hosts refuse what is longer than a kilobyte in all. */
const MOST_PREFIX_BYTES = 256;
const MOST_BODY_BYTES = 1024;

/** Writes an unknown value with what is known of it. */
export function writeUnknown(writer: Writer, value: Value): void {
  const entries = value.type.kind === "dynamic" ? [] : entriesOf(value.refinement!, value.type);
  if (entries.length === 0) {
    writer.extension(0, NOTHING_KNOWN);
    return;
  }
  const body = new Writer();
  body.map(entries.length);
  for (const [key, write] of entries) {
    body.integer(key);
    write(body);
  }
  writer.extension(REFINED, body.finish());
}

type Entry = readonly [key: number, write: (body: Writer) => void];

function entriesOf({ notNull, prefix, min, max, minLength, maxLength }: Refinement, type: Type): Entry[] {
  const entries: Entry[] = [];
  if (notNull) entries.push([NULLNESS, (body) => body.bool(false)]);
  if (type.kind === "string" && prefix) entries.push([PREFIX, (body) => body.string(shortened(prefix))]);
  if (type.kind === "number") {
    if (min) entries.push([MIN, (body) => writeBound(body, min)]);
    if (max) entries.push([MAX, (body) => writeBound(body, max)]);
  }
  if (isCollection(type)) {
    if (minLength) entries.push([MIN_LENGTH, (body) => body.integer(minLength)]);
    if (maxLength !== undefined && Number.isFinite(maxLength))
      entries.push([MAX_LENGTH, (body) => body.integer(maxLength)]);
  }
  return entries;
}

function shortened(prefix: string): string {
  const bytes = Buffer.from(prefix);
  if (bytes.length <= MOST_PREFIX_BYTES) return prefix;
  // A character that was cut in two reads as a replacement character.
  return safePrefix(
    bytes
      .subarray(0, MOST_PREFIX_BYTES - 1)
      .toString()
      .replace(/\ufffd+$/, ""),
  );
}

function writeBound(body: Writer, { value, inclusive }: Bound): void {
  body.array(2);
  writeNumber(body, value, () => formatNumber(value));
  body.bool(inclusive);
}

/** Reads an unknown value with what is known of it. @throws ConversionError */
export function readUnknown({ type: code, body }: Extension, type: Type): Value {
  if (body.length <= 1) return Value.unknown(type);
  if (code !== REFINED) throw new ConversionError(`extension ${code} is not an unknown value`);
  if (body.length > MOST_BODY_BYTES)
    throw new ConversionError("what is known of an unknown value is too long");
  const reader = new Reader(body);
  const head = reader.next();
  if (!(head instanceof Head) || head.kind !== "map") throw malformed();
  if (type.kind === "dynamic") return Value.unknown(type);
  let refinement: Refinement = {};
  for (let i = 0; i < head.length; i++) refinement = { ...refinement, ...readEntry(reader) };
  return Value.unknown(type, Object.keys(refinement).length > 0 ? refinement : undefined);
}

function readEntry(reader: Reader): Refinement {
  const key = reader.next();
  switch (key) {
    case NULLNESS:
      return reader.next() === false ? { notNull: true } : {};
    case PREFIX:
      return { prefix: expectKind(reader.next(), "string") as string };
    case MIN:
      return { min: readBound(reader) };
    case MAX:
      return { max: readBound(reader) };
    case MIN_LENGTH:
      return { minLength: expectKind(reader.next(), "number") as number };
    case MAX_LENGTH:
      return { maxLength: expectKind(reader.next(), "number") as number };
    default:
      // What later hosts may add is not needed to know that the value is unknown.
      skip(reader);
      return {};
  }
}

function readBound(reader: Reader): Bound {
  const head = reader.next();
  if (!(head instanceof Head) || head.kind !== "array" || head.length !== 2) throw malformed();
  const value = numberOf(reader.next());
  const inclusive = expectKind(reader.next(), "boolean") as boolean;
  if (value === null) throw malformed();
  return { value: value.asNum(), inclusive };
}

function skip(reader: Reader): void {
  const token = reader.next();
  if (!(token instanceof Head)) return;
  const items = token.kind === "map" ? token.length * 2 : token.length;
  for (let i = 0; i < items; i++) skip(reader);
}

function expectKind(token: unknown, kind: "string" | "number" | "boolean"): unknown {
  if (typeof token !== kind) throw malformed();
  return token;
}

function malformed(): ConversionError {
  return new ConversionError("what is known of an unknown value is malformed");
}
