import { BlockList, isIPv4 } from "node:net";

/** An IPv4 address, or a network such as `10.0.0.0/8`. */
export function isIPv4Network(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  return (
    rest.length === 0 &&
    isIPv4(address) &&
    (bits === undefined || (/^\d{1,2}$/.test(bits) && Number(bits) <= 32))
  );
}

const lists = new WeakMap<readonly string[], BlockList>();

function listOf(networks: readonly string[]): BlockList {
  let list = lists.get(networks);
  if (list === undefined) {
    list = new BlockList();
    for (const network of networks) {
      const [address = "", bits = "32"] = network.split("/");
      list.addSubnet(address, Number(bits), "ipv4");
    }
    lists.set(networks, list);
  }
  return list;
}

/** Whether an address is in one of the networks. An IPv4 address may come as one of IPv6 (`::ffff:10.1.2.3`). */
export function allowsAddress(networks: readonly string[], address: string): boolean {
  const plain = address.replace(/^::ffff:/i, "");
  return isIPv4(plain) && listOf(networks).check(plain, "ipv4");
}
