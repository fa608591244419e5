import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { RunAccess } from "../../protocol/protocol.js";
import type { TaskOrder } from "./executor.js";

/** The part of a CLI configuration that gives a program the run's own token. */
export const credentials = (access: RunAccess | null): string =>
  (access?.hosts ?? [])
    .map((host) => `credentials ${JSON.stringify(host)} {\n  token = ${JSON.stringify(access!.token)}\n}\n`)
    .join("");

/** The task's environment for what executes in this process: with files that say how the run reaches its server. */
export function environmentWithAccess({ access, env, outDir, providers }: TaskOrder): TaskOrder["env"] {
  if (access === null) return env;
  const [configuration, authority] = [join(outDir, "cli.tfrc"), join(outDir, "authority.pem")];
  const { NODE_EXTRA_CA_CERTS: own } = env;
  const others = own !== undefined && existsSync(own) ? [readFileSync(own, "utf8")] : [];
  writeFileSync(configuration, credentials(access), { mode: 0o600 });
  writeFileSync(authority, [access.ca, ...others].join("\n"));
  // Node has read NODE_EXTRA_CA_CERTS when it started: a provider in this process asks for the other one.
  const callsApi = providers !== null || env.SCALR_TOKEN !== undefined;
  return {
    TF_CLI_CONFIG_FILE: configuration,
    ...env,
    NODE_EXTRA_CA_CERTS: authority,
    ...(callsApi && { SSL_CERT_FILE: writeTrusted(access, env, outDir) }),
  };
}

/**
 * Writes the authorities that a program of the task trusts: those that it would trust otherwise, and the server's. Gives
 * the file for SSL_CERT_FILE.
 */
export function writeTrusted(
  { ca }: RunAccess,
  { SSL_CERT_FILE: own }: TaskOrder["env"],
  outDir: string,
): string {
  const others = own !== undefined && existsSync(own) ? [readFileSync(own, "utf8")] : rootCertificates;
  const file = trustedPath({ outDir });
  writeFileSync(file, [ca, ...others].join("\n"));
  return file;
}

/** Where `writeTrusted` writes. */
export const trustedPath = ({ outDir }: Pick<TaskOrder, "outDir">) => join(outDir, "trusted.pem");
