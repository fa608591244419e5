import { listOf, mapOf, STRING } from "../../../engine/values/index.js";
import type { DataSource } from "../framework/index.js";
import { observed, requiredText } from "../shared/common-attributes.js";

/** `scalr_workspace_ids` */
export const workspaceIdsData: DataSource = {
  type: "scalr_workspace_ids",
  noun: "ids of workspaces",
  block: {
    description: "Ids of the workspaces of an environment, by their names.",
    attributes: {
      environment_id: requiredText("Id of the environment."),
      names: {
        type: listOf(STRING),
        required: true,
        description: 'Names of the workspaces; ["*"] for all. Names without a workspace are left out.',
      },
      id: observed(STRING, "The query as one text."),
      ids: observed(mapOf(STRING), "The ids by name."),
    },
  },
  async read({ client }, config) {
    const names = config.names as string[];
    const environment = String(config.environment_id);
    const all = await client.list("workspaces", { "filter[environment]": environment });
    const named = all.map((one) => [String(one.attributes.name), one.id] as const);
    const wanted = named.filter(([name]) => names.includes("*") || names.includes(name)).sort();
    return {
      ...config,
      id: `${environment}/${[...names].sort().join(",")}`,
      ids: Object.fromEntries(wanted),
    };
  },
};
