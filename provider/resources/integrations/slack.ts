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
    description: "A Slack integration: it tells a channel what happens to runs.",
    attributes: {
      id,
      name: name("Slack integration"),
      channel_id: requiredText("Id of the channel."),
      environments: {
        type: setOf(STRING),
        required: true,
        description: "Ids of the environments whose runs it reports.",
        api: toMany("environments", "environments"),
      },
      events: {
        type: setOf(STRING),
        required: true,
        description:
          "Events that it reports: run_approval_required, run_success, run_errored, drift_detected.",
      },
      account_id: accountId,
      run_mode: text("Which runs it reports: all, apply, dry.", {
        computed: true,
        default: "all",
        validate: [oneOf("all", "apply", "dry")],
      }),
      workspaces: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        default: [],
        description:
          "Ids of the workspaces whose runs it reports. Default: all workspaces of the environments.",
        api: toMany("workspaces", "workspaces"),
      },
    },
  },
});
