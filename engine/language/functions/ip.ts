import { FunctionError } from "./function.js";

/** A range of addresses: those that share the first `length` bits. */
export interface Network {
  readonly bits: 32 | 128;
  /** The first address. */
  readonly address: bigint;
  readonly length: number;
}

export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Null when the text is not an IP address. */
export function parseAddress(text: string): Address | null {
  const v4 = parseV4(text);
  if (v4 !== null) return { bits: 32, value: v4 };
  const v6 = parseV6(text);
  return v6 === null ? null : { bits: 128, value: v6 };
}

function parseV4(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2 || !text.includes(":")) return null;
  const groups = halves.map(groupsOf);
  const [head, tail] = groups;
  if (!head || tail === null) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...head, ...Array<bigint>(Math.max(0, missing)).fill(0n), ...(tail ?? [])];
  return all.reduce((value, group) => (value << 16n) | group, 0n);
}

function groupsOf(text: string): bigint[] | null {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    const v4 = i === parts.length - 1 ? parseV4(part) : null;
    if (v4 !== null) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return null;
  }
  return groups;
}

/** An address as text, that of IPv6 in its shortest form. */
export function formatAddress({ bits, value }: Address): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".");
  if (value >> 32n === 0xffffn) return formatAddress({ bits: 32, value: value & 0xffffffffn });
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16),
  );
  // The longest run of zeros, two at least, is left out.
  let best = { from: 0, length: 1 };
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (groups[end] === "0") end++;
    if (end - i > best.length) best = { from: i, length: end - i };
  }
  if (best.length < 2) return groups.join(":");
  return `${groups.slice(0, best.from).join(":")}::${groups.slice(best.from + best.length).join(":")}`;
}

/** The bits of an address that tell hosts of a network apart. */
export function hostMask(bits: number, length: number): bigint {
  return (1n << BigInt(bits - length)) - 1n;
}

/** Throws a FunctionError. */
export function parseNetwork(text: string, argument?: number): Network {
  const [address = "", length = "", ...more] = text.split("/");
  const parsed = parseAddress(address);
  if (!parsed || more.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > parsed.bits) {
    throw new FunctionError(`invalid CIDR expression: invalid CIDR address: ${text}`, argument);
  }
  const { bits, value } = parsed;
  return { bits, address: value & ~hostMask(bits, Number(length)), length: Number(length) };
}

/** A network as `address/length`. */
export function formatNetwork({ bits, address, length }: Network): string {
  // IPv4 in IPv6 is written as IPv4, with the prefix of that.
  if (bits === 128 && length >= 96 && address >> 32n === 0xffffn)
    return `${formatAddress({ bits: 32, value: address & 0xffffffffn })}/${length - 96}`;
  return `${formatAddress({ bits, value: address })}/${length}`;
}

/** Whether the address is one of the network's. */
export function contains(network: Network, address: Address): boolean {
  return (
    network.bits === address.bits &&
    (address.value & ~hostMask(network.bits, network.length)) === network.address
  );
}
