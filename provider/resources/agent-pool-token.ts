import { STRING } from "../values/index.js";
import { id } from "./common-attributes.js";
import { apiResource, type ManagedResource, shownOnce, UserError } from "./framework/index.js";

const table = apiResource({
  type: "scalr_agent_pool_token",
  noun: "agent pool token",
  apiType: "access-tokens",
  createPath: (planned) => `agent-pools/${encodeURIComponent(String(planned.agent_pool_id))}/access-tokens`,
  block: {
    description: "A token with which agents join a pool (R16).",
    attributes: {
      id,
      agent_pool_id: {
        type: STRING,
        required: true,
        replace: true,
        description: "Id of the pool that agents join with it.",
        // The path of the creation says it; the token's own object does not.
        api: { fields: [], read: () => undefined },
      },
      description: {
        type: STRING,
        optional: true,
        computed: true,
        default: "",
        description: "What it is for.",
      },
      token: {
        type: STRING,
        computed: true,
        sensitive: true,
        description: "The secret. Known only where the token was created: empty after an import.",
        api: shownOnce("token"),
      },
    },
  },
});

/** `scalr_agent_pool_token`. Imported by `<agent pool id>/<token id>`, as a token does not say which pool it is of. */
export const agentPoolToken: ManagedResource = {
  ...table,
  async import(context, importId) {
    const [pool, token, ...rest] = importId.split("/");
    if (!pool || !token || rest.length > 0) {
      throw new UserError('Give "<agent pool id>/<token id>", such as "apool-abc/at-def".');
    }
    const tokens = await context.client.list(`agent-pools/${encodeURIComponent(pool)}/access-tokens`);
    if (!tokens.some((one) => one.id === token)) return null;
    const state = await table.import(context, token);
    return state && { ...state, agent_pool_id: pool };
  },
};
