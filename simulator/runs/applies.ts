import { API_PATH } from "../core/paths.js";
import { defineResource } from "../core/resource.js";
import { LOG_OUTPUT, PHASE_ATTRIBUTES, runScope } from "./phases.js";

/** A run's apply: made with the run, read only. A dry run has none. */
export const applies = defineResource<"applies">({
  type: "applies",
  model: "Apply",
  idPrefix: "apply",
  attributes: {
    ...PHASE_ATTRIBUTES,
    "resource-forgets": { type: "number", nullable: true },
    "resource-imports": { type: "number", nullable: true },
  },
  relationships: {},
  operations: { read: "runs:read" },
  scope: runScope,
  links: ({ id }, { services }) => ({ output: `${services.baseUrl}${API_PATH}/applies/${id}/output` }),
  raw: { output: LOG_OUTPUT },
});
