import { blobAnswer } from "../../core/blob-answer.js";
import { planJsonKey } from "../../core/blob-keys.js";
import { ApiError } from "../../core/errors.js";
import type { Answer } from "../../core/resource.js";
import { redactedPlan } from "../../runs/redacted-plan.js";
import { one } from "./document.js";
import { readLog } from "./logs.js";
import { applyObject, planObject } from "./phase-objects.js";
import { type Call, entity, type Routes, reads, readsFile } from "./route.js";

/** `json-output`: the plan as `show -json` prints it. */
function jsonOutput(call: Call) {
  const plan = entity(call, "plans", "plans:read-json-output");
  return blobAnswer(call.services.store.blobs, planJsonKey(plan.id), {
    type: "application/json",
    missing: `Plan with ID '${plan.id}' has no JSON output: it did not finish.`,
  });
}

/** `json-output-redacted`: the plan that `show` of a saved plan displays. */
async function redactedOutput(call: Call): Promise<Answer> {
  const plan = entity(call, "plans", "runs:read");
  const { blobs } = call.services.store;
  const key = planJsonKey(plan.id);
  if ((await blobs.size(key)) === null)
    throw new ApiError(404, [
      { title: "Not Found", detail: `Plan with ID '${plan.id}' has no JSON output: it did not finish.` },
    ]);
  const body = redactedPlan((await blobs.read(key)).toString());
  return { headers: { "Content-Type": "application/json" }, body };
}

/** Plans and applies, and what they print. */
export const phaseRoutes: Routes = {
  "plans/*": {
    GET: reads("runs:read", (call) => one(planObject(entity(call, "plans", "runs:read"), call))),
  },
  "plans/*/json-output": { GET: readsFile("plans:read-json-output", jsonOutput) },
  "plans/*/json-output-redacted": { GET: readsFile("runs:read", redactedOutput) },
  "applies/*": {
    GET: reads("runs:read", (call) => one(applyObject(entity(call, "applies", "runs:read"), call))),
  },
  "plans/*/log/*/*": { GET: readsFile(null, readLog("plans")) },
  "applies/*/log/*/*": { GET: readsFile(null, readLog("applies")) },
};
