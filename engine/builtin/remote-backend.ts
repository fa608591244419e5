/** The state that a workspace of a host keeps, as the `remote` backend reads it. */
import { type Env, Host, HostError, reasonIn, tokenOf } from "../hosts/host.js";

/** The place of a state. */
export interface RemoteWorkspace {
  /** Such as `example.scalr.io`, with the port unless it is 443. */
  readonly hostname: string;
  readonly organization: string;
  readonly workspace: string;
  /** Null to use the token of the CLI configuration or the environment for the host. */
  readonly token: string | null;
}

/** Why the state cannot be read. */
export { HostError as RemoteBackendError } from "../hosts/host.js";

function tokenFor({ hostname, token }: RemoteWorkspace, env: Env): string {
  const found = token ?? tokenOf(hostname, env);
  if (found !== undefined) return found;
  throw new HostError(`There is no token for ${hostname}. Log in with \`tofu login ${hostname}\`.`);
}

/**
 * The text of the workspace's current state, or null if it has none.
 * @throws HostError
 */
export async function remoteStateText(where: RemoteWorkspace, env: Env): Promise<string | null> {
  const { hostname, organization, workspace } = where;
  const host = new Host(hostname, tokenFor(where, env), env);
  const base = (await host.service("state.v2")) ?? (await host.service("tfe.v2"));
  if (base === null) throw new HostError(`${hostname} does not keep states for the remote backend.`);
  const at = (...path: string[]) => new URL(path.map(encodeURIComponent).join("/"), base).href;
  // biome-ignore lint/suspicious/noExplicitAny: a document of the host.
  const found: any = await host.document(at("organizations", organization, "workspaces", workspace));
  if (found === null)
    throw new HostError(
      `There is no workspace '${workspace}' in '${organization}' at ${hostname}, or the token cannot read it.`,
    );
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const state: any = await host.document(at("workspaces", found.data.id, "current-state-version"));
  if (state === null) return null;
  const { status, text } = await host.get(state.data.attributes["hosted-state-download-url"]);
  if (status !== 200) throw new HostError(`${hostname} answered ${status}: ${reasonIn(text)}`);
  return text;
}
