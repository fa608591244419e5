/** The state that a workspace of a host keeps, as the `remote` backend reads it. */
import { existsSync, readFileSync } from "node:fs";
import { request } from "node:https";
import { homedir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";

type Env = Readonly<Record<string, string | undefined>>;

/** Where a state is. */
export interface RemoteWorkspace {
  /** Such as `example.scalr.io`, with a port where it is not 443. */
  readonly hostname: string;
  readonly organization: string;
  readonly workspace: string;
  /** Null for the one that the CLI configuration or the environment has for the host. */
  readonly token: string | null;
}

/** Milliseconds that a host may take for one answer. */
const PATIENCE = 30_000;

/** Why the state cannot be read. */
export class RemoteBackendError extends Error {
  override readonly name = "RemoteBackendError";
}

const textOf = (file: string | undefined): string =>
  file !== undefined && file !== "" && existsSync(file) ? readFileSync(file, "utf8") : "";

/** `credentials "<host>" { token = "…" }` of a CLI configuration, or the same in what a login has written. */
function configuredToken(host: string, env: Env): string | undefined {
  const home = env.HOME ?? homedir();
  const native =
    textOf(env.TF_CLI_CONFIG_FILE ?? join(home, ".tofurc")) || textOf(join(home, ".terraformrc"));
  const escaped = host.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const block = new RegExp(`credentials\\s+"${escaped}"\\s*\\{[^}]*?token\\s*=\\s*"([^"]+)"`).exec(
    native,
  )?.[1];
  if (block !== undefined) return block;
  try {
    return JSON.parse(textOf(join(home, ".terraform.d/credentials.tfrc.json"))).credentials?.[host]?.token;
  } catch {
    return undefined;
  }
}

function tokenFor({ hostname, token }: RemoteWorkspace, env: Env): string {
  const variable = env[`TF_TOKEN_${hostname.replaceAll(".", "_").replaceAll("-", "__")}`];
  const found = token ?? variable ?? configuredToken(hostname, env);
  if (found !== undefined) return found;
  throw new RemoteBackendError(`There is no token for ${hostname}. Log in with \`tofu login ${hostname}\`.`);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** One host, asked over HTTPS. */
class Host {
  private readonly ca: readonly string[];

  constructor(
    private readonly hostname: string,
    private readonly token: string,
    env: Env,
  ) {
    const others = [textOf(env.SSL_CERT_FILE), textOf(env.NODE_EXTRA_CA_CERTS)].filter((text) => text !== "");
    this.ca = [...rootCertificates, ...others];
  }

  get(url: string): Promise<Answer> {
    const { host } = new URL(url);
    return new Promise((resolve, reject) => {
      const fail = (error: Error) =>
        reject(new RemoteBackendError(`The host ${this.hostname} cannot be asked: ${error.message}.`));
      const sent = request(
        url,
        {
          ca: [...this.ca],
          timeout: PATIENCE,
          // Nobody but the host itself is told the token.
          headers: { ...(host === this.hostname && { Authorization: `Bearer ${this.token}` }) },
        },
        async (response) => {
          try {
            let text = "";
            for await (const chunk of response.setEncoding("utf8")) text += chunk;
            resolve({ status: response.statusCode ?? 0, text });
          } catch (error) {
            fail(error as Error);
          }
        },
      );
      sent.on("timeout", () => sent.destroy(new Error(`there was no answer in ${PATIENCE / 1_000} s`)));
      sent.on("error", fail);
      sent.end();
    });
  }

  /** A JSON document; null for what is not there. */
  async document(url: string): Promise<Record<string, never> | null> {
    const { status, text } = await this.get(url);
    if (status === 404) return null;
    if (status === 200) return JSON.parse(text);
    throw new RemoteBackendError(`${this.hostname} answered ${status}: ${reasonIn(text)}`);
  }
}

/** What an error document says. */
function reasonIn(text: string): string {
  try {
    const [{ title, detail }] = JSON.parse(text).errors;
    return detail ?? title;
  } catch {
    return "it did not say why.";
  }
}

/**
 * The text of the workspace's current state, or null while it has none.
 * @throws RemoteBackendError
 */
export async function remoteStateText(where: RemoteWorkspace, env: Env): Promise<string | null> {
  const { hostname, organization, workspace } = where;
  const host = new Host(hostname, tokenFor(where, env), env);
  const discovery = await host.document(`https://${hostname}/.well-known/terraform.json`);
  const service: unknown = discovery?.["state.v2"] ?? discovery?.["tfe.v2"];
  if (typeof service !== "string")
    throw new RemoteBackendError(`${hostname} does not keep states for the remote backend.`);
  const base = new URL(service, `https://${hostname}/`);
  const at = (...path: string[]) => new URL(path.map(encodeURIComponent).join("/"), base).href;
  // biome-ignore lint/suspicious/noExplicitAny: a document of the host.
  const found: any = await host.document(at("organizations", organization, "workspaces", workspace));
  if (found === null)
    throw new RemoteBackendError(
      `There is no workspace '${workspace}' in '${organization}' at ${hostname}, or the token may not read it.`,
    );
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const state: any = await host.document(at("workspaces", found.data.id, "current-state-version"));
  if (state === null) return null;
  const { status, text } = await host.get(state.data.attributes["hosted-state-download-url"]);
  if (status !== 200) throw new RemoteBackendError(`${hostname} answered ${status}: ${reasonIn(text)}`);
  return text;
}
