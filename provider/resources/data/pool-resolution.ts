import { listOf, objectOf, STRING } from "../../../engine/values/index.js";
import { ScalrApiError } from "../../client/index.js";
import { type DataSource, UserError } from "../framework/index.js";
import { observed, requiredText } from "../shared/common-attributes.js";

interface Resolution {
  readonly candidates: readonly {
    readonly level: string;
    readonly pool: { readonly id: string; readonly name: string } | null;
    readonly outcome: string;
    readonly reason: string;
  }[];
  readonly pool: { readonly id: string; readonly name: string } | null;
  readonly error?: string;
}

const CANDIDATE = objectOf({
  level: STRING,
  agent_pool_id: STRING,
  agent_pool_name: STRING,
  outcome: STRING,
  reason: STRING,
});

/** `scalr_pool_resolution`: which pool a workspace's runs use (R2, R3), and why (R4). */
export const poolResolutionData: DataSource = {
  type: "scalr_pool_resolution",
  noun: "resolution of a workspace's pool",
  block: {
    description:
      "Which pool the runs of a workspace use, and why (R2, R3, R4). Only a sandbox explains this, and only to a token with all permissions.",
    attributes: {
      workspace_id: requiredText("Id of the workspace."),
      id: observed(STRING, "Id of the workspace."),
      agent_pool_id: observed(STRING, "Id of the pool that runs use; null if a run would end errored."),
      agent_pool_name: observed(STRING, "Name of that pool."),
      candidates: observed(
        listOf(CANDIDATE),
        "The levels at which a pool can be set, in the order in which Scalr checks them: workspace, environment, account, " +
          "scalr-runners. Outcomes: won, not-set, skipped, refused, overridden.",
      ),
      error: observed(STRING, "Why a run would end errored; null if it would not."),
    },
  },
  async read({ client }, { workspace_id }) {
    const workspace = String(workspace_id);
    if (!(await client.find(`workspaces/${encodeURIComponent(workspace)}`)))
      throw new UserError(
        `There is no workspace ${JSON.stringify(workspace)}, or the token may not read it.`,
      );
    const path = `/api/sandbox/v1/workspaces/${encodeURIComponent(workspace)}/resolution`;
    const { candidates, pool, error } = await client
      .json<Resolution>("GET", path)
      .catch((failed: unknown) => {
        if (!(failed instanceof ScalrApiError) || failed.status !== 404) throw failed;
        throw new UserError(
          `${client.baseUrl} is not a sandbox. Only a sandbox explains which pool runs use.`,
        );
      });
    return {
      id: workspace,
      workspace_id: workspace,
      agent_pool_id: pool?.id ?? null,
      agent_pool_name: pool?.name ?? null,
      candidates: candidates.map(({ level, pool: candidate, outcome, reason }) => ({
        level,
        agent_pool_id: candidate?.id ?? null,
        agent_pool_name: candidate?.name ?? null,
        outcome,
        reason,
      })),
      error: error ?? null,
    };
  },
};
