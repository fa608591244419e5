/** Hosts of the services that OpenTofu and Terraform know: how they are asked, and by which token. */
import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { homeFolder } from "./home.js";

/** Variables of an environment. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Milliseconds that a host may take for one answer. */
const PATIENCE = 30_000;

/** Why a host cannot be asked, or has not answered with what it was asked for. */
export class HostError extends Error {
  override readonly name = "HostError";
}

const textOf = (file: string | undefined): string =>
  file !== undefined && file !== "" && existsSync(file) ? readFileSync(file, "utf8") : "";

/** `credentials "<host>" { token = "…" }` of a CLI configuration, or the same in what a login has written. */
function configuredToken(host: string, env: Env): string | undefined {
  const home = env.HOME ?? homeFolder();
  const inHome = (name: string) => (home === undefined ? "" : textOf(join(home, name)));
  const named = env.TF_CLI_CONFIG_FILE;
  const native = (named === undefined ? inHome(".tofurc") : textOf(named)) || inHome(".terraformrc");
  const escaped = host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const block = new RegExp(`credentials\\s+"${escaped}"\\s*\\{[^}]*?token\\s*=\\s*"([^"]+)"`).exec(
    native,
  )?.[1];
  if (block !== undefined) return block;
  try {
    return JSON.parse(inHome(".terraform.d/credentials.tfrc.json")).credentials?.[host]?.token;
  } catch {
    return undefined;
  }
}

/** The token for a host that the environment, the CLI configuration or a login has; undefined where none has. */
export const tokenOf = (host: string, env: Env): string | undefined =>
  env[`TF_TOKEN_${host.replaceAll(".", "_").replaceAll("-", "__")}`] ?? configuredToken(host, env);

/** The response of a host. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A host, called over HTTPS. */
export class Host {
  private readonly ca: readonly string[];

  constructor(
    private readonly hostname: string,
    private readonly token: string | undefined,
    env: Env,
  ) {
    const others = [textOf(env.SSL_CERT_FILE), textOf(env.NODE_EXTRA_CA_CERTS)].filter((text) => text !== "");
    this.ca = [...rootCertificates, ...others];
  }

  /** Asks for an address, of whatever host. The answer's body is still to be read. @throws HostError */
  open(url: string): Promise<IncomingMessage> {
    const { host, protocol } = new URL(url);
    if (protocol !== "https:") throw new HostError(`${url} is not asked for: only https is.`);
    // Nobody but the host itself is told the token.
    const isOwn = host === this.hostname && this.token !== undefined;
    const headers = isOwn ? { Authorization: `Bearer ${this.token}` } : {};
    return new Promise((resolve, reject) => {
      const sent = request(url, { ca: [...this.ca], timeout: PATIENCE, headers }, resolve);
      sent.on("timeout", () => sent.destroy(new Error(`there was no answer in ${PATIENCE / 1_000} s`)));
      sent.on("error", (error) => reject(this.cannotAsk(error)));
      sent.end();
    });
  }

  /** @throws HostError */
  async get(url: string): Promise<Answer> {
    const response = await this.open(url);
    try {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      return { status: response.statusCode ?? 0, text };
    } catch (error) {
      throw this.cannotAsk(error as Error);
    }
  }

  /** A JSON document; null for what is not there. @throws HostError */
  async document(url: string): Promise<Record<string, never> | null> {
    const { status, text } = await this.get(url);
    if (status === 404) return null;
    if (status !== 200) throw new HostError(`${this.hostname} answered ${status}: ${reasonIn(text)}`);
    try {
      return JSON.parse(text);
    } catch {
      throw new HostError(`${this.hostname} answered ${url} with a text that is not JSON.`);
    }
  }

  /** The address of a service of the host, by its id in the discovery protocol; null where the host has none such. */
  async service(id: string): Promise<URL | null> {
    const discovery = await this.document(`https://${this.hostname}/.well-known/terraform.json`);
    const path: unknown = discovery?.[id];
    return typeof path === "string" ? new URL(path, `https://${this.hostname}/`) : null;
  }

  private cannotAsk({ message }: Error): HostError {
    return new HostError(`The host ${this.hostname} cannot be asked: ${message}.`);
  }
}

/** The message of an error document. */
export function reasonIn(text: string): string {
  try {
    const [{ title, detail }] = JSON.parse(text).errors;
    return detail ?? title;
  } catch {
    return "it did not say why.";
  }
}
