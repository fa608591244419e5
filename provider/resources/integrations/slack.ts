import { STRING, setOf } from "../../../engine/values/index.js";
import { apiResource, oneOf, toMany } from "../framework/index.js";
import { accountId, id, name, requiredText, text } from "../shared/common-attributes.js";

/** `scalr_slack_integration` */
export const slackIntegration = apiResource({
  type: "scalr_slack_integration",
  noun: "Slack integration",
  apiType: "slack-integrations",
  path: "integrations/slack",
  twin: () => ({}),
  block: {
    description: "A Slack integration: a channel that is told what happens to runs.",
    attributes: {
      id,
      name: name("Slack integration"),
      channel_id: requiredText("Id of the channel."),
      environments: {
        type: setOf(STRING),
        required: true,
        description: "Ids of the environments whose runs it tells of.",
        api: toMany("environments", "environments"),
      },
      events: {
        type: setOf(STRING),
        required: true,
        description: "What it tells: run_approval_required, run_success, run_errored, drift_detected.",
      },
      account_id: accountId,
      run_mode: text("Which runs it tells of: all, apply, dry.", {
        computed: true,
        default: "all",
        validate: [oneOf("all", "apply", "dry")],
      }),
      workspaces: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        default: [],
        description: "Ids of the workspaces whose runs it tells of. Default: all of the environments'.",
        api: toMany("workspaces", "workspaces"),
      },
    },
  },
});
