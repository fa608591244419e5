/** The 32 bits of an IPv4 address, or null. */
function bitsOf(address: string): number | null {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return null;
  return parts.reduce((bits, part) => bits * 256 + Number(part), 0);
}

interface Network {
  readonly bits: number;
  /** How many addresses it has. */
  readonly size: number;
}

function networkOf(text: string): Network | null {
  const [address = "", length = "32", ...rest] = text.split("/");
  const bits = bitsOf(address);
  if (bits === null || rest.length > 0 || !/^\d{1,2}$/.test(length) || Number(length) > 32) return null;
  return { bits, size: 2 ** (32 - Number(length)) };
}

/**
 * Whether a text is an IPv4 address or a network such as `10.0.0.0/8`. `10.1.0.0/8` is rejected, because it has host bits (E19).
 */
export function isIPv4Network(text: string): boolean {
  const network = networkOf(text);
  return network !== null && network.bits % network.size === 0;
}

/** Whether an address is in one of the networks. An IPv4 address may be written as IPv6 (`::ffff:10.1.2.3`). */
export function allowsAddress(networks: readonly string[], address: string): boolean {
  const bits = bitsOf(address.replace(/^::ffff:/i, ""));
  if (bits === null) return false;
  return networks.map(networkOf).some((network) => {
    return network !== null && Math.floor(bits / network.size) === Math.floor(network.bits / network.size);
  });
}
