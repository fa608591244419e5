/** The cost estimate of a run's plan. */
import type { CostReport } from "../../../agent/protocol/protocol.js";
import { byId, STATUS_TIMESTAMPS } from "../../core/common.js";
import type { Run } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import { API_PATH } from "../../core/paths.js";
import { defineResource } from "../../core/resource.js";
import type { Tx } from "../../core/schema.js";
import { runScope } from "../../runs/plans-and-applies.js";

/** Stores the cost estimate of a plan. A repeated report changes nothing. */
export function keepCost(tx: Tx, run: Run, report: CostReport | null, now: number): void {
  if (report === null || tx.count("cost-estimates", "run", run.id) > 0) return;
  const { error, ...amounts } = report;
  const status = error === null ? "finished" : "errored";
  tx.insert<"cost-estimates">({
    type: "cost-estimates",
    id: newId("ce"),
    run: run.id,
    status,
    statusTimestamps: { [`${status}-at`]: now },
    errorMessage: error,
    ...amounts,
  });
}

/** The cost estimate of a run. Created with its plan; read-only. */
export const costEstimates = defineResource<"cost-estimates">({
  type: "cost-estimates",
  model: "CostEstimate",
  idPrefix: "ce",
  attributes: {
    "delta-monthly-cost": { type: "string", read: ({ delta }) => delta },
    "error-message": { type: "string", nullable: true },
    "matched-resources-count": { type: "number", read: ({ matched }) => matched },
    "prior-monthly-cost": { type: "string", read: ({ prior }) => prior },
    "proposed-monthly-cost": { type: "string", read: ({ proposed }) => proposed },
    "resources-count": { type: "number", read: ({ resources }) => resources },
    status: { type: { enum: ["pending", "queued", "finished", "canceled", "errored", "unreachable"] } },
    "status-timestamps": STATUS_TIMESTAMPS,
    "unmatched-resources-count": { type: "number", read: ({ unmatched }) => unmatched },
  },
  relationships: {},
  filters: { "cost-estimate": byId() },
  operations: { read: "runs:read" },
  scope: runScope,
  links: ({ id }, { services }) => ({ output: `${services.baseUrl}${API_PATH}/cost-estimates/${id}/output` }),
  raw: {
    output: {
      method: "GET",
      permission: "runs:read",
      handle: ({ entity }) => ({
        headers: { "Content-Type": "text/plain; charset=utf-8" },
        body:
          entity.errorMessage ??
          `Costs a month: $${entity.proposed}, now $${entity.prior} (change: $${entity.delta}). ` +
            `${entity.matched} of ${entity.resources} resources have a price.\n`,
      }),
    },
  },
});
