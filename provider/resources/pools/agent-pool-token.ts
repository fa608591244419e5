import { STRING } from "../../../engine/values/index.js";
import { apiResource } from "../framework/index.js";
import { emptyText, id } from "../shared/common-attributes.js";
import { importedWithOwner, secretToken, type TokenOwner, tokensOf } from "../shared/owned-token.js";

const OWNER: TokenOwner = {
  attribute: "agent_pool_id",
  noun: "agent pool",
  apiType: "agent-pools",
  example: "apool-abc/at-def",
};

const table = apiResource({
  type: "scalr_agent_pool_token",
  noun: "agent pool token",
  apiType: "access-tokens",
  createPath: (planned) => tokensOf(OWNER, planned.agent_pool_id),
  block: {
    description: "A token with which agents join a pool (R16). Import it by <agent pool id>/<token id>.",
    attributes: {
      id,
      agent_pool_id: {
        type: STRING,
        required: true,
        replace: true,
        description: "Id of the pool that agents join.",
        // The path of the creation names it; the token's own object does not.
        api: { fields: [], read: () => undefined },
      },
      description: emptyText("What it is for."),
      token: secretToken,
    },
  },
});

/** `scalr_agent_pool_token` */
export const agentPoolToken = importedWithOwner(table, OWNER);
