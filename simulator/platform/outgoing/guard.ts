/** Limits where calls to addresses that users enter may go: to this machine, and to allowed hosts. */
import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";

/** Allowed hosts besides this machine: names as in addresses, or `*` for all. */
export type AllowedHosts = readonly string[];

/** Whether an IP address is a loopback address, also an IPv4 one in IPv6 notation. */
export const isLoopback = (address: string): boolean =>
  /^127\.\d+\.\d+\.\d+$/.test(address) || address === "::1" || /^::ffff:127\./i.test(address);

const refused = (host: string) =>
  new Error(
    `The webhook's host '${host}' is not on this machine and is not allowed for webhooks. ` +
      `Start the simulator with --webhook-host ${host} to allow it.`,
  );

/** Checks the address of a name at the moment of the connection, so that it cannot change in between. */
function checkedLookup(host: string): LookupFunction {
  return (name, options, callback) => {
    systemLookup(name, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      if (!addresses.every(({ address }) => isLoopback(address))) return callback(refused(host), []);
      if (options.all) return callback(null, addresses);
      callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

/** The connection options for an address. @throws Error if the address is not allowed, with the flag that allows it */
export function connectionTo(url: URL, allowed: AllowedHosts): { readonly lookup?: LookupFunction } {
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (allowed.includes("*") || allowed.some((each) => each.toLowerCase() === host)) return {};
  if (isIP(host) === 0) return { lookup: checkedLookup(host) };
  if (!isLoopback(host)) throw refused(host);
  return {};
}
