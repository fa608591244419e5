import { STRING, setOf } from "../../../engine/values/index.js";
import { apiResource } from "../framework/index.js";
import { id, linkTo } from "../shared/common-attributes.js";

/** `scalr_environment_hook` */
export const environmentHook = apiResource({
  type: "scalr_environment_hook",
  noun: "hook of an environment",
  apiType: "hook-environment-links",
  block: {
    description: "Adds a hook to the runs of an environment.",
    attributes: {
      id,
      environment_id: linkTo("environment", "environments", "Id of the environment.", { replace: true }),
      hook_id: linkTo("hook", "hooks", "Id of the hook.", { replace: true }),
      events: {
        type: setOf(STRING),
        required: true,
        description: "Events at which the hook runs: pre-init, pre-plan, post-plan, pre-apply, post-apply.",
      },
    },
  },
});
