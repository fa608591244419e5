import { STRING, setOf } from "../../../engine/values/index.js";
import type { Json } from "../../client/index.js";
import {
  type AttributeDefinition,
  apiResource,
  attribute,
  kebab,
  oneOf,
  type PlainObject,
} from "../framework/index.js";
import { id, linkTo, requiredText, text } from "../shared/common-attributes.js";

const some = (description: string): AttributeDefinition => ({
  type: setOf(STRING),
  optional: true,
  description,
});

const filters = {
  environment_types: some("Types of workspaces."),
  name_patterns: some("Patterns of names."),
  tags: some("Ids of tags."),
};

/** `scalr_drift_detection` */
export const driftDetection = apiResource({
  type: "scalr_drift_detection",
  noun: "drift detection",
  apiType: "drift-detection-schedule",
  path: "drift-detection-schedules",
  block: {
    description: "Checks the workspaces of an environment for changes made outside Scalr, daily or weekly.",
    attributes: {
      id,
      environment_id: linkTo("environment", "environments", "Id of the environment.", { replace: true }),
      check_period: requiredText("How often it checks: daily, weekly.", {
        validate: [oneOf("daily", "weekly")],
        api: attribute("schedule"),
      }),
      run_mode: text("Kind of run: refresh-only, plan.", {
        computed: true,
        validate: [oneOf("refresh-only", "plan")],
      }),
    },
    blocks: {
      workspace_filters: {
        nesting: "single",
        description: "Which workspaces it checks. Default: all.",
        attributes: filters,
        api: {
          fields: ["attributes/workspace-filters"],
          // An unset filter is left out, because the API accepts no null there.
          write: (value, draft) => {
            const given = Object.entries((value ?? {}) as PlainObject).filter(([, one]) => one !== null);
            draft.attributes["workspace-filters"] = Object.fromEntries(
              given.map(([name, one]) => [kebab(name), one as Json]),
            );
          },
          read: ({ data }, state) => {
            const shown = (data.attributes["workspace-filters"] ?? {}) as Record<string, Json>;
            const items = Object.keys(filters).map((name) => [name, shown[kebab(name)] ?? null]);
            if (items.some(([, one]) => one !== null)) return Object.fromEntries(items);
            return state === undefined || state === null ? null : Object.fromEntries(items);
          },
        },
      },
    },
  },
});
