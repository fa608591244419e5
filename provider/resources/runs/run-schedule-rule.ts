import { apiResource, oneOf } from "../framework/index.js";
import { id, linkTo, requiredText } from "../shared/common-attributes.js";

/** `scalr_run_schedule_rule` */
export const runScheduleRule = apiResource({
  type: "scalr_run_schedule_rule",
  noun: "run schedule rule",
  apiType: "run-schedule-rules",
  block: {
    description: "When runs of a workspace are queued by the clock.",
    attributes: {
      id,
      workspace_id: linkTo("workspace", "workspaces", "Id of the workspace.", { replace: true }),
      schedule: requiredText('Five fields as cron has them, such as "30 3 * * 1-5".'),
      schedule_mode: requiredText("What is queued: apply, destroy, refresh.", {
        validate: [oneOf("apply", "destroy", "refresh")],
      }),
    },
  },
});
