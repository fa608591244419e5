import { isIP } from "node:net";
import { OptionError } from "../start-errors.js";

/** What every server certificate is for. */
const LOCAL = ["localhost", "127.0.0.1", "::1"] as const;

/** Listening on these means on every address of the machine: nobody connects to them by that name. */
const EVERYWHERE = ["0.0.0.0", "::"];

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

const isName = (text: string) =>
  text.length <= 253 && text.split(".").every((label, i) => LABEL.test(label) || (i === 0 && label === "*"));

/**
 * The names and addresses of the server certificate: this machine's own, the address listened on, and those given.
 * @throws OptionError
 */
export function certificateNames(host: string, hostnames: readonly string[]): readonly string[] {
  for (const name of hostnames) {
    if (isIP(name) || (isName(name) && name !== "*")) continue;
    throw new OptionError(
      `'${name}' is not a valid host name for the certificate. Give a name like 'scalr.example' or an IP address, without ` +
        "scheme and port.",
    );
  }
  const listened = EVERYWHERE.includes(host) ? [] : [host];
  return [...new Set([...LOCAL, ...listened, ...hostnames].map((name) => name.toLowerCase()))];
}
