import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { RunAccess } from "../../protocol/protocol.js";
import type { TaskOrder } from "./executor.js";

/** The credentials block of a CLI configuration with the run's own token. */
export const credentials = (access: RunAccess | null): string =>
  (access?.hosts ?? [])
    .map((host) => `credentials ${JSON.stringify(host)} {\n  token = ${JSON.stringify(access!.token)}\n}\n`)
    .join("");

/** The environment of a task that executes in this process, with files for its access to the server. */
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
 * Writes the certificate authorities that a program of the task trusts: its usual ones, and the server's. Returns the file for
 * SSL_CERT_FILE.
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

/** The file that `writeTrusted` writes. */
export const trustedPath = ({ outDir }: Pick<TaskOrder, "outDir">) => join(outDir, "trusted.pem");
