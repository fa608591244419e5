import type { AgentStatus } from "./entities.js";
import { type Named, naming, namingAll } from "./refusals.js";

/** Everything that can link to a pool. */
export interface PoolLinkers {
  readonly workspaces: readonly Named[];
  readonly environments: readonly Named[];
  readonly vcsProviders: readonly Named[];
  readonly isAccountDefault: boolean;
}

/** How many linkers a refusal names before it counts. */
const NAMED_LINKERS = 5;

/** R18: why a pool cannot be deleted, naming at most five of what links to it, or null. */
export function poolDeletionRefusal(pool: Named, linkers: PoolLinkers): string | null {
  const kinds: readonly (readonly [string, readonly Named[]])[] = [
    ["workspace", linkers.workspaces],
    ["environment (as its default)", linkers.environments],
    ["VCS provider", linkers.vcsProviders],
  ];
  const links = kinds.flatMap(([kind, objects]) => objects.map((object) => `${kind} ${naming(object)}`));
  if (linkers.isAccountDefault) links.unshift("the account (as its default)");
  if (links.length === 0) return null;
  const named = links.slice(0, NAMED_LINKERS).join(", ");
  const more = links.length - NAMED_LINKERS;
  const rest = more > 0 ? ` and ${more} more` : "";
  return `Agent pool ${naming(pool)} is in use and can't be deleted. It is linked to ${named}${rest}. Unlink it first.`;
}

/** R14: why an agent cannot be deleted, or null. */
export const agentDeletionRefusal = (status: AgentStatus): string | null =>
  status === "busy" || status === "idle" ? `The agent is ${status} and can't be deleted.` : null;

/** Why an environment cannot be deleted, or null. */
export const environmentDeletionRefusal = (
  environment: Named,
  workspaces: readonly Named[],
): string | null =>
  workspaces.length === 0
    ? null
    : `Environment ${naming(environment)} has workspaces and can't be deleted: ${namingAll(workspaces)}. ` +
      "Delete them first.";

/** Why a workspace cannot be deleted, or null. */
export const workspaceDeletionRefusal = (
  workspace: Named & { readonly deletionProtectionEnabled: boolean },
  hasResources: boolean,
): string | null =>
  workspace.deletionProtectionEnabled && hasResources
    ? `Workspace ${naming(workspace)} has resources and can't be deleted while its deletion protection is enabled. ` +
      "Destroy the resources, or disable the protection."
    : null;

/** Why something that others are linked to cannot be deleted. */
export const inUse = (kind: string, object: Named, linkers: string, users: readonly Named[]): string =>
  `${kind} ${naming(object)} is in use and can't be deleted. It is linked to ${linkers} ${namingAll(users)}. ` +
  "Unlink it first.";
