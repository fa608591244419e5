import { apiResource } from "../framework/index.js";
import { id, linkTo } from "../shared/common-attributes.js";

/** `scalr_run_trigger` */
export const runTrigger = apiResource({
  type: "scalr_run_trigger",
  noun: "run trigger",
  apiType: "run-triggers",
  block: {
    description: "A run trigger: after a run of one workspace is applied, a run of another is queued.",
    attributes: {
      id,
      downstream_id: linkTo("downstream", "workspaces", "Id of the workspace whose run is queued.", {
        replace: true,
      }),
      upstream_id: linkTo("upstream", "workspaces", "Id of the workspace whose runs trigger it.", {
        replace: true,
      }),
    },
  },
});
