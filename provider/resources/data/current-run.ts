import { BOOL, listOf, objectOf, STRING } from "../../../engine/values/index.js";
import { toOneId } from "../../client/index.js";
import { type DataSource, kept, UserError } from "../framework/index.js";
import { observed } from "../shared/common-attributes.js";

const COMMIT = objectOf({
  author: listOf(objectOf({ username: STRING })),
  message: STRING,
  sha: STRING,
});

const NONE = {
  id: null,
  environment_id: null,
  is_destroy: null,
  is_dry: null,
  message: null,
  source: null,
  workspace_name: null,
  vcs: [],
};

/** `scalr_current_run`: the run of `SCALR_RUN_ID`, which agents set; nothing outside a run. */
export const currentRunData: DataSource = {
  type: "scalr_current_run",
  noun: "run",
  block: {
    description: "The run that executes this configuration. Outside a run, all attributes are null.",
    attributes: {
      id: observed(STRING, "Id of the run."),
      environment_id: observed(STRING, "Id of the environment of its workspace."),
      is_destroy: observed(BOOL, "Whether it destroys everything."),
      is_dry: observed(BOOL, "Whether it only plans."),
      message: observed(STRING, "Its message."),
      source: observed(STRING, "What queued the run."),
      workspace_name: observed(STRING, "Name of its workspace."),
    },
    blocks: {
      vcs: {
        nesting: "list",
        description: "The commit of the run, if its configuration comes from a repository.",
        api: kept,
        attributes: {
          branch: observed(STRING, "The branch."),
          commit: observed(listOf(COMMIT), "The commit."),
          repository_id: observed(STRING, "The repository."),
        },
      },
    },
  },
  async read({ client, env }) {
    const run = env.SCALR_RUN_ID;
    if (!run) return NONE;
    const found = await client.find(`runs/${encodeURIComponent(run)}`);
    if (!found)
      throw new UserError(
        `There is no run ${JSON.stringify(run)}, which SCALR_RUN_ID names, or the token may not read it.`,
      );
    const { data } = found;
    const workspace = await client.get(`workspaces/${encodeURIComponent(toOneId(data, "workspace") ?? "")}`);
    return {
      ...NONE,
      id: data.id,
      environment_id: toOneId(workspace.data, "environment"),
      is_destroy: data.attributes["is-destroy"] === true,
      is_dry: data.attributes["is-dry"] === true,
      message: (data.attributes.message as string | null) ?? "",
      source: String(data.attributes.source),
      workspace_name: String(workspace.data.attributes.name),
    };
  },
};
