import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { rootCertificates } from "node:tls";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import { authorityFile, httpsOf } from "./authority.js";
import { clientOf, connection } from "./connection.js";
import { type Status, sandboxApi } from "./sandbox-api.js";
import { writeTofuConfig } from "./tofu-config.js";

/** A shell by the syntax in which it sets variables. */
export type Shell = "sh" | "fish" | "powershell";

/** How each shell sets a variable. Nothing in the value is ever expanded. */
const assignments: Readonly<Record<Shell, (name: string, value: string) => string>> = {
  sh: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  fish: (name, value) => `set -gx ${name} '${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
  powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
};

/** The syntax of the caller's shell, as far as its environment shows it. */
export const shellOf = (env: NodeJS.ProcessEnv, platform = process.platform): Shell => {
  if (/(^|\/)fish$/.test(env.SHELL ?? "")) return "fish";
  return platform === "win32" && !env.SHELL ? "powershell" : "sh";
};

/** One line for each variable. */
export const shellLines = (variables: Readonly<Record<string, string>>, shell: Shell): string =>
  Object.entries(variables)
    .map(([name, value]) => `${assignments[shell](name, value)}\n`)
    .join("");

/** The variables from which other tools read how to use the simulator. */
export async function environmentOf(
  context: Context,
  { dataDir, caFile }: { readonly dataDir: string | undefined; readonly caFile: string | undefined },
): Promise<Readonly<Record<string, string>>> {
  const target = connection(context, dataDir);
  const { url, token, dataDir: folder } = target;
  const client = clientOf(target, { signal: context.signal });
  const { account } = await client.json<Status>("GET", `${sandboxApi}/status`);
  const https = await httpsOf(client);
  const known = { SCALR_TOKEN: token, SCALR_ACCOUNT: account.id, SCALR_ACCOUNT_ID: account.id };
  if (https === undefined) {
    context.out.note(
      `The simulator at ${url} has no HTTPS, which other tools require. Start it without --no-https to use them.`,
    );
    return { SCALR_HOSTNAME: url, ...known, ...(folder && { SCALR_SANDBOX_DATA_DIR: folder }) };
  }
  const trusted =
    caFile === undefined ? writtenBefore(context.env.SSL_CERT_FILE, https.ca) : resolve(context.cwd, caFile);
  if (trusted === undefined && folder === undefined)
    throw usage(
      "env needs --ca-file: a simulator without a data folder here has no place for the certificates.",
    );
  const file = trusted ?? join(folder!, "tls", "trusted.pem");
  // With a certificate of somebody's own the sandbox has kept none there.
  if (trusted === undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const own = folder === undefined ? undefined : join(folder, authorityFile);
  const { host, port } = new URL(https.url);
  const hosts = [
    ...new Set([host, ...https.names.filter((name) => !name.includes(":")).map((name) => `${name}:${port}`)]),
  ];
  return {
    SCALR_HOSTNAME: host,
    ...known,
    TF_CLI_CONFIG_FILE: writeTofuConfig(join(dirname(file), "cli.tfrc"), hosts, token, context.env),
    SSL_CERT_FILE: writeTrusted(file, https.ca, context.env.SSL_CERT_FILE),
    // Node adds what is in the file to what it trusts; somebody's own file is added to, not replaced.
    NODE_EXTRA_CA_CERTS:
      own === undefined || !isAuthorityOf(own, https.ca) || (context.env.NODE_EXTRA_CA_CERTS || own) !== own
        ? writeTrusted(file, https.ca, context.env.NODE_EXTRA_CA_CERTS)
        : own,
  };
}

/** The file of an earlier call in this shell, which knows the sandbox by its address alone from then on. */
const writtenBefore = (file: string | undefined, ca: string): string | undefined =>
  file && /[\\/]trusted\.pem$/.test(file) && certificatesIn(file).includes(ca.trim()) ? file : undefined;

/** SSL_CERT_FILE replaces the certificates that programs trust otherwise, so the file contains these too. Returns its path. */
function writeTrusted(file: string, ca: string, before: string | undefined): string {
  const parts = new Set([ca.trim(), ...certificatesIn(file), ...certificatesIn(before), ...rootCertificates]);
  writeFileSync(file, `${[...parts].join("\n")}\n`);
  return file;
}

/** A certificate of the user's has another authority than that of the data folder. */
const isAuthorityOf = (file: string, ca: string): boolean =>
  existsSync(file) && readFileSync(file, "utf8").trim() === ca.trim();

const certificatesIn = (file: string | undefined): readonly string[] =>
  file === undefined || file === "" || !existsSync(file)
    ? []
    : (readFileSync(file, "utf8").match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? []);
