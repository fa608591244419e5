import type { Workspace } from "../core/entities.js";
import type { Raw } from "../core/resource.js";

/** `GET /workspaces/{id}/outputs`: the outputs of the current state; sensitive values are not shown. */
export const WORKSPACE_OUTPUTS: Raw<Workspace> = {
  method: "GET",
  permission: "state-versions:read",
  handle({ entity, reader }) {
    const state =
      entity.currentStateVersion === null
        ? undefined
        : reader.get("state-versions", entity.currentStateVersion);
    const data = (state?.summary.outputs ?? []).map(({ name, type, value, sensitive }) => ({
      type: "outputs",
      id: `${entity.id}-${name}`,
      attributes: { name, type, value: sensitive ? null : value, sensitive },
    }));
    return {
      headers: { "Content-Type": "application/vnd.api+json" },
      body: JSON.stringify({ data }),
    };
  },
};
