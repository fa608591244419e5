import type { Environment, Workspace } from "../core/entities.js";
import { naming } from "../core/refusals.js";

/** A workspace with its environment. */
export interface Located {
  readonly workspace: Pick<Workspace, "id" | "name" | "remoteStateSharing" | "remoteStateConsumers">;
  readonly environment: Pick<Environment, "id" | "isFederatedToAccount" | "federatedEnvironments">;
}

/** The shell variable at account scope that lets runs read workspaces of other environments, and its value. */
export const RUNNER_ROLE = { key: "SCALR_RUNNER_ROLE", value: "runner-account-access" } as const;

/**
 * Why a run of one workspace may not read the state of another (`terraform_remote_state`), or null. A state is shared with all
 * workspaces of its environment, or only with `remote-state-consumers`. Reading across environments requires a federated
 * environment, or the runner's role in the whole account.
 */
export function remoteStateRefusal(
  source: Located,
  consumer: Located,
  reachesAccount: boolean,
): string | null {
  const [{ workspace }, from, to] = [source, source.environment, consumer.environment];
  if (workspace.id === consumer.workspace.id) return null;
  const isWithin =
    from.id === to.id ||
    reachesAccount ||
    from.isFederatedToAccount ||
    from.federatedEnvironments.includes(to.id);
  const reader = `workspace ${naming(consumer.workspace)}`;
  if (!isWithin)
    return (
      `Workspace ${naming(workspace)} is in another environment, so ${reader} cannot read its state. Federate the environment, ` +
      `or set the shell variable ${RUNNER_ROLE.key}=${RUNNER_ROLE.value} in the account.`
    );
  if (workspace.remoteStateSharing || workspace.remoteStateConsumers.includes(consumer.workspace.id))
    return null;
  return (
    `Workspace ${naming(workspace)} does not share its state with ${reader}. Add that to its remote state consumers, ` +
    "or share the state with the whole environment."
  );
}
