/** The handshake of a host and a plugin, over the environment and one line of output. */

export const COOKIE = {
  name: "TF_PLUGIN_MAGIC_COOKIE",
  value: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
} as const;

/** The version of the handshake, not of the protocol after it. */
const HANDSHAKE_VERSION = 1;
export const PROTOCOL_VERSION = 6;

export interface Environment {
  readonly [name: string]: string | undefined;
}

/** Whether a host started this process, and not a person. */
export function startedByHost(env: Environment): boolean {
  return env[COOKIE.name] === COOKIE.value;
}

/** Whether the host speaks this provider's protocol. One that does not say which it speaks refuses by itself what it cannot. */
export function hostFits(env: Environment): boolean {
  const versions = env.PLUGIN_PROTOCOL_VERSIONS;
  return !versions || versions.split(",").map(Number).includes(PROTOCOL_VERSION);
}

/** Where the plugin listens. */
export interface Address {
  readonly network: "unix" | "tcp";
  readonly address: string;
}

/** The line that the host waits for, with the address to connect to and the certificate to expect. */
export function handshakeLine(
  { network, address }: Address,
  certificate: Buffer | null,
  env: Environment,
): string {
  const encoded = certificate ? certificate.toString("base64").replace(/=+$/, "") : "";
  const fields = [HANDSHAKE_VERSION, PROTOCOL_VERSION, network, address, "grpc", encoded];
  // Hosts that ask for several channels over one connection wait for a field that says whether they may have them.
  if (env.PLUGIN_MULTIPLEX_GRPC) fields.push("false");
  return fields.join("|");
}
