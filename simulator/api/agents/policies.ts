import {
  POLICY_LIMITS,
  POLICY_STAGES,
  type PolicyReport,
  type PolicyResult,
} from "../../../agent/protocol/protocol.js";
import { invalid } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import { policiesBegun } from "../../runs/run-life.js";
import type { ApiServices } from "../http/services.js";
import { callingTask } from "./callers.js";
import { countField, oneOf, readFields } from "./fields.js";
import { type Handler, noContent } from "./route.js";

/**
 * `POST tasks/:id/checking`: reports that the plan is finished and its policies are being evaluated. A repeat changes nothing.
 */
export function checking(services: ApiServices): Handler {
  const { store, clock } = services;
  return async (req, res) => {
    const fields = await readFields(req, res);
    const task = callingTask(services, req, req.params.id, countField(fields, "attempt"));
    store.transact((tx) => policiesBegun(tx, task, clock.now()));
    await store.flushed();
    noContent(res);
  };
}

const wrong = (what: string): never => {
  throw invalid(`'policies' has ${what}.`, "/policies");
};

const text = (value: unknown): string =>
  typeof value === "string" && value.length <= 255 ? value : wrong("a name that is not a short text");

function readResult(value: unknown): PolicyResult {
  if (!isObject(value)) return wrong("a result that is not an object");
  const { messages } = value;
  if (!Array.isArray(messages) || messages.length > POLICY_LIMITS.messages)
    return wrong(`a result without messages, or with more than ${POLICY_LIMITS.messages}`);
  return {
    group: text(value.group),
    policy: text(value.policy),
    messages: messages.map((message) => String(message).slice(0, POLICY_LIMITS.message + 3)),
    duration: countField(value, "duration"),
  };
}

/** The results of a plan's policies, as its agent reports them. @throws ApiError 422 */
export function policyReportsOf(value: unknown): readonly PolicyReport[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > POLICY_STAGES.length) return wrong("no list of stages");
  return value.map((report: unknown) => {
    if (!isObject(report)) return wrong("a stage that is not an object");
    const { results } = report;
    if (!Array.isArray(results) || results.length > POLICY_LIMITS.results)
      return wrong(`no results, or more than ${POLICY_LIMITS.results}`);
    return {
      stage: oneOf(report, "stage", POLICY_STAGES),
      skipped: report.skipped === true,
      duration: countField(report, "duration"),
      results: results.map(readResult),
    };
  });
}
