import { blobAnswer } from "../core/blob-answer.js";
import { planJsonKey } from "../core/blob-keys.js";
import { API_PATH } from "../core/paths.js";
import { defineResource } from "../core/resource.js";
import { LOG_OUTPUT, PHASE_ATTRIBUTES, runScope } from "./phases.js";
import { sanitizedPlan } from "./sanitized-plan.js";

const noJson = (id: string) => `Plan with ID '${id}' has no JSON output: it did not finish.`;

/** A run's plan: made with the run, read only. */
export const plans = defineResource<"plans">({
  type: "plans",
  model: "Plan",
  idPrefix: "plan",
  attributes: { ...PHASE_ATTRIBUTES, "has-changes": { type: "boolean" } },
  relationships: {},
  operations: { read: "runs:read" },
  scope: runScope,
  links: ({ id }, { services }) => ({ output: `${services.baseUrl}${API_PATH}/plans/${id}/output` }),
  raw: {
    output: LOG_OUTPUT,
    "json-output": {
      method: "GET",
      permission: "plans:read-json-output",
      handle: ({ entity, services }) =>
        blobAnswer(services.store.blobs, planJsonKey(entity.id), {
          type: "application/json",
          missing: noJson(entity.id),
        }),
    },
    "sanitized-json-output": {
      method: "GET",
      permission: "runs:read",
      async handle({ entity, services }) {
        const key = planJsonKey(entity.id);
        const answer = await blobAnswer(services.store.blobs, key, {
          type: "application/json",
          missing: noJson(entity.id),
        });
        if (answer.body === undefined || Buffer.isBuffer(answer.body)) return answer;
        return { ...answer, body: sanitizedPlan((await services.store.blobs.read(key)).toString()) };
      },
    },
  },
});
