import { ScalrApiError } from "../../client/index.js";
import { membership } from "../shared/membership.js";

const listOf = (workspace: string) => `workspaces/${encodeURIComponent(workspace)}/relationships/var-sets`;

/** `scalr_workspace_var_set` */
export const workspaceVarSet = membership({
  type: "scalr_workspace_var_set",
  noun: "variable set of a workspace",
  description: "Gives the variables of a set to a workspace.",
  holder: { attribute: "workspace_id", noun: "workspace" },
  member: { attribute: "var_set_id", noun: "variable set" },

  async list({ client }, workspace) {
    try {
      return (await client.list(listOf(workspace))).map(({ id }) => id);
    } catch (error) {
      if (error instanceof ScalrApiError && error.status === 404) return null;
      throw error;
    }
  },
  add: ({ client }, workspace, set) =>
    client.relate("POST", listOf(workspace), [{ type: "var-sets", id: set }]),
  remove: ({ client }, workspace, set) =>
    client.relate("DELETE", listOf(workspace), [{ type: "var-sets", id: set }]),
});
