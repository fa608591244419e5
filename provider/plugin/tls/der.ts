/** Just enough of DER, the encoding of certificates, to write one. */

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.of(0x80 | bytes.length, ...bytes);
}

/** SEQUENCE. */
export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
/** SET. */
export const set = (...parts: readonly Uint8Array[]): Buffer => der(0x31, ...parts);
/** OCTET STRING. */
export const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);
/** BIT STRING, the last `unused` bits of which do not count. */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => der(0x03, Buffer.of(unused), bytes);
/** UTF8String. */
export const text = (content: string): Buffer => der(0x0c, Buffer.from(content));
export const TRUE: Buffer = der(0x01, Buffer.of(0xff));

/** A part under its own number; `constructed` where it holds others. */
export const tagged = (number: number, constructed: boolean, content: Uint8Array): Buffer =>
  der(0x80 | (constructed ? 0x20 : 0) | number, content);

/** A natural number, big-endian. */
export function integer(bytes: Uint8Array): Buffer {
  // A first bit that is set would make it negative.
  return bytes[0]! & 0x80 ? der(0x02, Buffer.of(0), bytes) : der(0x02, bytes);
}

/** An object identifier, such as `2.5.29.15`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(n: number): number[] {
  const bytes = [n & 0x7f];
  for (let rest = n >>> 7; rest > 0; rest >>>= 7) bytes.unshift(0x80 | (rest & 0x7f));
  return bytes;
}

/** Two digits for the year until 2049, four from then on, as certificates want it. */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/[-:T]|\.\d+/g, "")}`;
  return date.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2)))
    : der(0x18, Buffer.from(digits));
}
