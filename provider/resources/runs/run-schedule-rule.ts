import { apiResource, oneOf } from "../framework/index.js";
import { id, linkTo, requiredText } from "../shared/common-attributes.js";

/** `scalr_run_schedule_rule` */
export const runScheduleRule = apiResource({
  type: "scalr_run_schedule_rule",
  noun: "run schedule rule",
  apiType: "run-schedule-rules",
  block: {
    description: "A schedule by which runs of a workspace are queued.",
    attributes: {
      id,
      workspace_id: linkTo("workspace", "workspaces", "Id of the workspace.", { replace: true }),
      schedule: requiredText('Cron expression with five fields, such as "30 3 * * 1-5".'),
      schedule_mode: requiredText("Kind of run: apply, destroy, refresh.", {
        validate: [oneOf("apply", "destroy", "refresh")],
      }),
    },
  },
});
