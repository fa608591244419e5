import { UNKNOWN } from "../../../engine/values/index.js";
import type { One, Resource } from "../../client/index.js";
import type { Context, ManagedResource, PlainObject } from "../framework/index.js";
import { id, requiredText, text } from "../shared/common-attributes.js";

const pathTo = (workspace: unknown) => `workspaces/${encodeURIComponent(String(workspace))}`;

const schedules = { computed: true, default: "" } as const;

function stateOf({ id: workspace, attributes }: Resource): PlainObject {
  return {
    id: workspace,
    workspace_id: workspace,
    apply_schedule: (attributes["apply-schedule"] as string | null) ?? "",
    destroy_schedule: (attributes["destroy-schedule"] as string | null) ?? "",
  };
}

/** The schedules have their own action, which takes no JSON:API document. */
async function set({ client }: Context, planned: PlainObject): Promise<PlainObject> {
  const { workspace_id: workspace, apply_schedule: apply, destroy_schedule: destroy } = planned;
  await client.json("POST", `${pathTo(workspace)}/actions/set-schedule`, {
    "apply-schedule": apply === "" ? null : String(apply),
    "destroy-schedule": destroy === "" ? null : String(destroy),
  });
  return { ...planned, id: String(workspace) };
}

const shown = (found: One | null) => {
  const state = found && stateOf(found.data);
  return state && (state.apply_schedule !== "" || state.destroy_schedule !== "") ? state : null;
};

/** `scalr_workspace_run_schedule` */
export const workspaceRunSchedule: ManagedResource = {
  type: "scalr_workspace_run_schedule",
  noun: "run schedule of a workspace",
  block: {
    description:
      "The schedules by which a workspace is applied and destroyed. Import it by the workspace's id.",
    attributes: {
      id,
      workspace_id: requiredText("Id of the workspace."),
      apply_schedule: text(
        'Cron expression with five fields, such as "30 3 * * 1-5", for applies.',
        schedules,
      ),
      destroy_schedule: text("Cron expression for runs that destroy everything.", schedules),
    },
  },
  /** The id of the workspace identifies the schedule. */
  plan(planned, { prior }) {
    if (prior && prior.workspace_id !== planned.workspace_id) planned.id = UNKNOWN;
  },
  create: set,
  read: async ({ client }, state) => shown(await client.find(pathTo(state.id))),

  async update(context, prior, planned) {
    // The workspace has changed, so the previous one loses its schedules.
    if (prior.workspace_id !== planned.workspace_id)
      await set(context, { ...prior, apply_schedule: "", destroy_schedule: "" });
    return set(context, planned);
  },

  async delete(context, state) {
    if (await context.client.find(pathTo(state.id)))
      await set(context, { ...state, apply_schedule: "", destroy_schedule: "" });
  },
  import: async ({ client }, importId) => shown(await client.find(pathTo(importId))),
};
