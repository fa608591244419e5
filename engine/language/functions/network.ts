import { BOOL, listOf, NUMBER, STRING, Value } from "../../values/index.js";
import { isInteger, toBigInt } from "../../values/number.js";
import { strings, wholeNumber } from "./arguments.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";
import {
  contains,
  formatAddress,
  formatNetwork,
  hostMask,
  type Network,
  parseAddress,
  parseNetwork,
} from "./ip.js";

const prefix = parameter("prefix", STRING);

function bigNumber(value: Value): bigint {
  if (!isInteger(value.asNum())) throw new FunctionError("value must be a whole number");
  return toBigInt(value.asNum());
}

function host({ bits, address, length }: Network, number: bigint): string {
  const size = hostMask(bits, length) + 1n;
  const offset = number < 0n ? size + number : number;
  if (offset < 0n || offset >= size) {
    throw new FunctionError(`prefix of ${length} does not accommodate a host numbered ${number}`);
  }
  return formatAddress({ bits, value: address + offset });
}

function subnet({ bits, address, length }: Network, newBits: number, number: bigint): string {
  const extended = length + newBits;
  if (extended > bits) {
    throw new FunctionError(`insufficient address space to extend prefix of ${length} by ${newBits}`);
  }
  if (newBits < 0) throw new FunctionError("must extend prefix by zero bits or more");
  const count = 1n << BigInt(newBits);
  if (number >= count || number < 0n) {
    throw new FunctionError(
      `prefix extension of ${newBits} does not accommodate a subnet numbered ${number}`,
    );
  }
  return formatNetwork({ bits, address: address | (number << BigInt(bits - extended)), length: extended });
}

function subnets(network: Network, lengths: readonly number[]): string[] {
  const end = network.address + hostMask(network.bits, network.length);
  let next = network.address;
  let current: Network | undefined;
  return lengths.map((newBits, i) => {
    const length = network.length + newBits;
    if (newBits < 1) throw new FunctionError("must extend prefix by at least one bit", i + 1);
    if (newBits > 32) throw new FunctionError("may not extend prefix by more than 32 bits", i + 1);
    if (length > network.bits) {
      const protocol = network.bits === 32 ? "IPv4" : "IPv6";
      throw new FunctionError(
        `would extend prefix to ${length} bits, which is too long for an ${protocol} address`,
        i + 1,
      );
    }
    const size = hostMask(network.bits, length) + 1n;
    // Each starts at a multiple of its own size.
    const address = ((next + size - 1n) / size) * size;
    if (address + size - 1n > end) {
      throw new FunctionError(
        `not enough remaining address space for a subnet with a prefix of ${length} bits after ${formatNetwork(current ?? network)}`,
        i + 1,
      );
    }
    next = address + size;
    current = { bits: network.bits, address, length };
    return formatNetwork(current);
  });
}

function isContained(text: string, other: string): boolean {
  const network = parseNetwork(text);
  const address = parseAddress(other);
  let first = address;
  let last = address;
  if (!address) {
    let inner: Network;
    try {
      inner = parseNetwork(other);
    } catch {
      throw new FunctionError(`invalid IP address or prefix: ${other}`);
    }
    first = { bits: inner.bits, value: inner.address };
    last = { bits: inner.bits, value: inner.address + hostMask(inner.bits, inner.length) };
  }
  if (first!.bits !== network.bits) throw new FunctionError(`address family mismatch: ${text} vs. ${other}`);
  return contains(network, first!) && contains(network, last!);
}

export const NETWORK_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  cidrcontains: define(
    [parameter("containing_prefix", STRING), parameter("contained_ip_or_prefix", STRING)],
    BOOL,
    ([outer, inner]) => Value.bool(isContained(outer!.asString(), inner!.asString())),
  ),
  cidrhost: define([prefix, parameter("hostnum", NUMBER)], STRING, ([network, number]) =>
    Value.string(host(parseNetwork(network!.asString()), bigNumber(number!))),
  ),
  cidrnetmask: define([prefix], STRING, ([network]) => {
    const { bits, length } = parseNetwork(network!.asString());
    if (bits === 128) throw new FunctionError(`IPv6 addresses cannot have a netmask: ${network!.asString()}`);
    return Value.string(formatAddress({ bits, value: 0xffffffffn & ~hostMask(bits, length) }));
  }),
  cidrsubnet: define(
    [prefix, parameter("newbits", NUMBER), parameter("netnum", NUMBER)],
    STRING,
    ([network, newBits, number]) =>
      Value.string(subnet(parseNetwork(network!.asString()), wholeNumber(newBits!), bigNumber(number!))),
  ),
  cidrsubnets: define(
    [prefix],
    listOf(STRING),
    ([network, ...lengths]) =>
      strings(
        subnets(
          parseNetwork(network!.asString(), 0),
          lengths.map((length, i) => wholeNumber(length, i + 1)),
        ),
      ),
    { rest: parameter("newbits", NUMBER) },
  ),
};
