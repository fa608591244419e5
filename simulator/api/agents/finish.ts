import type { ChangeCounts, CostReport, FinishRequest } from "../../../agent/protocol/protocol.js";
import { invalid } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import { driftIn, noteDrift } from "../../integrations/drift/found.js";
import { settleChecks } from "../../integrations/policies/settle.js";
import { keepCost } from "../../integrations/scans/cost-estimates.js";
import { queueTriggered } from "../../runs/automatic-runs.js";
import { taskFinished } from "../../runs/run-life.js";
import type { ApiServices } from "../http/services.js";
import { keepLeftovers, leftoversOf } from "./attached.js";
import { callingTask, startedTask } from "./callers.js";
import { countField, oneOf, readFields } from "./fields.js";
import { policyReportsOf } from "./policies.js";
import { type Handler, noContent } from "./route.js";

const LONGEST_ERROR = 8_192;

function changesOf(value: unknown): ChangeCounts | null {
  if (value === null || value === undefined) return null;
  if (!isObject(value)) throw invalid("'changes' must be an object or null.", "/changes");
  const count = (name: string) => countField(value, name);
  return {
    add: count("add"),
    change: count("change"),
    destroy: count("destroy"),
    import: count("import"),
    forget: count("forget"),
  };
}

/** `POST tasks/:id/finish`: how the task ended. An agent that did not get the answer may say it again. */
export function finish(services: ApiServices): Handler {
  const { store, clock, dispatch } = services;
  return async (req, res) => {
    const fields = await readFields(req, res);
    const { id } = req.params;
    const report: FinishRequest = {
      attempt: countField(fields, "attempt"),
      outcome: oneOf(fields, "outcome", ["finished", "errored", "canceled"]),
      hasChanges: fields.hasChanges === true,
      changes: changesOf(fields.changes),
      error: typeof fields.error === "string" ? fields.error.slice(0, LONGEST_ERROR) : null,
    };
    const reports = policyReportsOf(fields.policies);
    const cost = costReportOf(fields.cost);
    const leftovers = leftoversOf(fields.attached);
    const isFinished = () => startedTask(services, req, id, report.attempt).status === "finished";
    if (!isFinished())
      await keepLeftovers(services, callingTask(services, req, id, report.attempt), leftovers);
    // Said twice at the same time, the other one may have been first.
    if (!isFinished()) {
      const task = callingTask(services, req, id, report.attempt);
      const drifted = await driftIn(store, store.get("runs", task.run)!);
      // The plan was read meanwhile, and the task may have ended otherwise.
      const current = callingTask(services, req, id, report.attempt);
      const now = clock.now();
      store.transact((tx) => {
        const outcome = { isMade: report.outcome === "finished", hasChanges: report.hasChanges };
        keepCost(tx, tx.get("runs", task.run)!, task.phase === "plan" ? cost : null, now);
        const verdict = settleChecks(tx, tx.get("runs", task.run)!, reports, outcome, now);
        noteDrift(tx, tx.get("runs", task.run)!, drifted);
        taskFinished(
          tx,
          current,
          report,
          dispatch.options.resolve,
          now,
          task.phase === "plan" ? verdict : null,
        );
        const run = tx.get("runs", task.run)!;
        if (run.status === "applied")
          queueTriggered({ tx, now, caller: { user: null }, services: { dispatch } }, run);
      });
    }
    await store.flushed();
    noContent(res);
  };
}

const LONGEST_COST_ERROR = 1_000;

/** What a plan costs, as its agent reports it; null where it does not. @throws ApiError 422 */
function costReportOf(value: unknown): CostReport | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) throw invalid("'cost' must be an object.", "/cost");
  const amount = (name: string): string => {
    const given = value[name];
    if (typeof given === "string" && /^-?\d{1,15}(\.\d{1,15})?$/.test(given)) return given;
    throw invalid(`'cost' has no amount '${name}'.`, "/cost");
  };
  return {
    error: typeof value.error === "string" ? value.error.slice(0, LONGEST_COST_ERROR) : null,
    prior: amount("prior"),
    proposed: amount("proposed"),
    delta: amount("delta"),
    resources: countField(value, "resources"),
    matched: countField(value, "matched"),
    unmatched: countField(value, "unmatched"),
  };
}
