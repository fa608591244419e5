import {
  AMOUNT,
  type ChangeCounts,
  type CostReport,
  type FinishRequest,
} from "../../../agent/protocol/protocol.js";
import { stateKey } from "../../core/blob-keys.js";
import type { Task } from "../../core/entities.js";
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
import { type LastState, lastState, withLastState } from "./states.js";

const LONGEST_ERROR = 8_192;

/**
 * The largest report in bytes: policy messages (`POLICY_LIMITS`) can have several bytes for a character, and files come with
 * them.
 */
const LARGEST = 4 * 1024 * 1024;

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

/** `POST tasks/:id/finish`: reports how the task ended. An agent that got no response may repeat it. */
export function finish(services: ApiServices): Handler {
  const { store } = services;
  return async (req, res) => {
    const fields = await readFields(req, res, LARGEST);
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
    const current = () => callingTask(services, req, id, report.attempt);
    if (!isFinished()) {
      const sent = leftovers.state;
      const state = sent === null ? null : lastState(services, current(), sent.file, sent.order);
      try {
        await keepLeftovers(services, current(), leftovers, state);
        // Said twice at the same time, the other one may have been first.
        if (!isFinished()) await settle(services, current, { report, reports, cost, state });
      } finally {
        if (state !== null && store.get("tasks", id)?.uploadedState?.id !== state.uploaded.id)
          await store.blobs.delete(stateKey(state.uploaded.id));
      }
    }
    await store.flushed();
    noContent(res);
  };
}

/** The checked body of `finish`. */
interface Said {
  readonly report: FinishRequest;
  readonly reports: ReturnType<typeof policyReportsOf>;
  readonly cost: ReturnType<typeof costReportOf>;
  readonly state: LastState | null;
}

/** Ends the task, with all consequences. `current` returns the task, or throws if it no longer belongs to the caller. */
async function settle(
  { store, clock, dispatch }: ApiServices,
  current: () => Task,
  { report, reports, cost, state }: Said,
): Promise<void> {
  const drifted = await driftIn(store, store.get("runs", current().run)!);
  // The plan was read meanwhile, and the task may have ended otherwise.
  const known = current();
  const now = clock.now();
  store.transact((tx) => {
    const task = state === null ? known : withLastState(tx, known, state.uploaded);
    const outcome = { isMade: report.outcome === "finished", hasChanges: report.hasChanges };
    keepCost(tx, tx.get("runs", task.run)!, task.phase === "plan" ? cost : null, now);
    const verdict = settleChecks(tx, tx.get("runs", task.run)!, reports, outcome, now);
    noteDrift(tx, tx.get("runs", task.run)!, drifted);
    taskFinished(tx, task, report, dispatch.options.resolve, now, task.phase === "plan" ? verdict : null);
    const run = tx.get("runs", task.run)!;
    if (run.status === "applied")
      queueTriggered({ tx, now, caller: { user: null }, services: { dispatch } }, run);
  });
}

const LONGEST_COST_ERROR = 1_000;

/** The cost estimate that an agent reports; null if it reports none. @throws ApiError 422 */
function costReportOf(value: unknown): CostReport | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value)) throw invalid("'cost' must be an object.", "/cost");
  const amount = (name: string): string => {
    const given = value[name];
    if (typeof given === "string" && AMOUNT.test(given)) return given;
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
