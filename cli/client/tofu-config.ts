import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemHome } from "../../files/places.js";

/** The comments around our part of a CLI configuration, so that the next call replaces it. */
const BEGIN = "# Written by scalr-sandbox env: begin";
const END = "# Written by scalr-sandbox env: end";
const OURS = new RegExp(`^${BEGIN}$.*?^${END}$\\n?`, "gms");

type Env = Readonly<Record<string, string | undefined>>;

/** The files that tofu and terraform would read: the one that TF_CLI_CONFIG_FILE names, else those in the home folder. */
function ownFiles({ TF_CLI_CONFIG_FILE: named, APPDATA: appData, HOME: home = systemHome() }: Env): string[] {
  if (named) return [named];
  if (!appData && home === undefined) return [];
  const [main, folder] = appData
    ? [["tofu.rc", "terraform.rc"].map((name) => join(appData, name)), join(appData, "terraform.d")]
    : [[".tofurc", ".terraformrc"].map((name) => join(home!, name)), join(home!, ".terraform.d")];
  const first = main.find((file) => existsSync(file));
  const more = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".tfrc")) : [];
  return [...(first === undefined ? [] : [first]), ...more.sort().map((name) => join(folder, name))];
}

const isJson = (text: string) => text.trimStart().startsWith("{");

/** A configuration in JSON with the credentials in it. */
function withCredentials(text: string, hosts: readonly string[], token: string): string {
  const parsed = JSON.parse(text) as { credentials?: Record<string, unknown> };
  const credentials = {
    ...parsed.credentials,
    ...Object.fromEntries(hosts.map((host) => [host, { token }])),
  };
  return `${JSON.stringify({ ...parsed, credentials }, null, 2)}\n`;
}

/**
 * Writes a CLI configuration for tofu and terraform with the content of the user's own and the token for the hosts; TF_TOKEN_…
 * variables cannot name a host with a port. It contains the token, so only its owner can read it. Hosts with credentials in the
 * user's configuration keep those. Returns the file's path.
 */
export function writeTofuConfig(file: string, hosts: readonly string[], token: string, env: Env): string {
  const texts = ownFiles(env)
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, "utf8").replace(OURS, ""));
  const [only = ""] = texts;
  if (texts.length === 1 && isJson(only)) {
    writeFileSync(file, withCredentials(only, hosts, token), { mode: 0o600 });
    return file;
  }
  const own = texts.filter((text) => !isJson(text)).join("\n");
  const missing = hosts.filter((host) => !own.includes(`credentials ${JSON.stringify(host)}`));
  const blocks = missing.map(
    (host) => `credentials ${JSON.stringify(host)} {\n  token = ${JSON.stringify(token)}\n}\n`,
  );
  const kept = own.trim() === "" ? "" : `${own.trimEnd()}\n\n`;
  writeFileSync(file, `${kept}${[BEGIN, "\n", ...blocks, END, "\n"].join("")}`, { mode: 0o600 });
  return file;
}
