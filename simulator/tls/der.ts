/** The Distinguished Encoding Rules of ASN.1 (X.690), as far as certificates have them. */
import { isIPv4 } from "node:net";

const element = (tag: number, content: Buffer): Buffer => {
  const length = content.length;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const bytes = Buffer.from(
    length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, "0"),
    "hex",
  );
  return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length), bytes, content]);
};

export const sequence = (...items: readonly Buffer[]) => element(0x30, Buffer.concat(items));
export const set = (...items: readonly Buffer[]) => element(0x31, Buffer.concat(items));
export const octets = (content: Buffer) => element(0x04, content);
export const utf8 = (text: string) => element(0x0c, Buffer.from(text));
export const TRUE = element(0x01, Buffer.of(0xff));

/** Bits of whole bytes, or less the last `unused` ones. */
export const bits = (content: Buffer, unused = 0) =>
  element(0x03, Buffer.concat([Buffer.of(unused), content]));

/** A number from 0 up, as its big-endian bytes. */
export const integer = (bytes: Buffer) =>
  element(0x02, bytes[0]! & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);

/** `[n]`: around what it contains, or in the place of its tag. */
export const tagged = (n: number, content: Buffer) => element(0xa0 | n, content);
export const implicit = (n: number, content: Buffer) => element(0x80 | n, content);

/** An object identifier, from `1.2.840.…`. */
export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split(".").map(Number) as [number, number, ...number[]];
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return element(0x06, Buffer.from(bytes));
}

/** A time in whole seconds; the years that fit into two digits (RFC 5280, 4.1.2.5) are written so. */
export function time(milliseconds: number): Buffer {
  const text = `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
  const isShort = text < "2050";
  return element(isShort ? 0x17 : 0x18, Buffer.from(isShort ? text.slice(2) : text));
}

/** The bytes of an IP address: 4 or 16. */
export function ipBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  // In its canonical form it has no dots, and `::` once at most.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const groups = (text: string) => text.split(":").filter(Boolean);
  const [before, after] = [groups(head), groups(tail ?? "")];
  const zeros = Array<string>(8 - before.length - after.length).fill("0");
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, "0")).join(""), "hex");
}

/** An element as it stands in `bytes` from `at`, with its header, and where its content begins. */
function read(bytes: Buffer, at: number): { readonly whole: Buffer; readonly content: Buffer } {
  const first = bytes[at + 1]!;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
  const start = at + 2 + lengthBytes;
  return { whole: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) };
}

/** What an element contains. */
export const contentOf = (whole: Buffer): Buffer => read(whole, 0).content;

/** The elements that one contains, each with its header. */
export function itemsOf(whole: Buffer): readonly Buffer[] {
  const content = contentOf(whole);
  const items: Buffer[] = [];
  for (let at = 0; at < content.length; at += items.at(-1)!.length) items.push(read(content, at).whole);
  return items;
}
