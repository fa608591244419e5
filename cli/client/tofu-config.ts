import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemHome } from "../../files/places.js";

/** A part of a CLI configuration that a command writes, between comments, so that its next call replaces it. */
class Part {
  readonly #begin: string;
  readonly #end: string;

  constructor(command: string) {
    this.#begin = `# Written by scalr-sandbox ${command}: begin`;
    this.#end = `# Written by scalr-sandbox ${command}: end`;
  }

  /** The configuration without what an earlier call wrote. */
  without(text: string): string {
    return text.replace(new RegExp(`(?:^\\n)*^${this.#begin}$.*?^${this.#end}$\\n?`, "gms"), "");
  }

  /** The configuration with the part after it. */
  after(own: string, content: string): string {
    const kept = own.trim() === "" ? "" : `${own.trimEnd()}\n\n`;
    return `${kept}${this.#begin}\n${content}${this.#end}\n`;
  }
}

const CREDENTIALS = new Part("env");
const INSTALLATION = new Part("provider install");

/** A block that may occur once. Its values are paths and patterns, in which no brace occurs. */
const INSTALLATION_BLOCK = /^provider_installation\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}\n?/gm;

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

const ownTexts = (env: Env) =>
  ownFiles(env)
    .filter((path) => existsSync(path))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));

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
  const texts = ownTexts(env).map(({ text }) => CREDENTIALS.without(text));
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
  writeFileSync(file, CREDENTIALS.after(own, blocks.join("")), { mode: 0o600 });
  return file;
}

/** Whether the user's own configuration says where providers come from, or may do so in JSON. */
export const hasInstallation = (env: Env): boolean =>
  ownTexts(env).some(({ text }) => isJson(text) || text.search(INSTALLATION_BLOCK) >= 0);

/**
 * Writes a CLI configuration with the content of the user's own, which may have credentials, and the `provider_installation`
 * given. Returns the files whose settings could not be taken over: a block of the same type, or all of a file in JSON.
 */
export function writeInstallation(file: string, installation: string, env: Env): readonly string[] {
  const leftOut: string[] = [];
  const own = ownTexts(env).map(({ path, text }) => {
    const others = INSTALLATION.without(text);
    const kept = isJson(others) ? "" : others.replace(INSTALLATION_BLOCK, "");
    if (kept !== others) leftOut.push(path);
    return kept;
  });
  writeFileSync(file, INSTALLATION.after(own.join("\n"), installation), { mode: 0o600 });
  chmodSync(file, 0o600);
  return leftOut;
}
