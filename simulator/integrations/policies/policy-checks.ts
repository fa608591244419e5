import { byId, STATUS_TIMESTAMPS } from "../../core/common.js";
import type { PolicyCheck, Run } from "../../core/entities.js";
import { conflict } from "../../core/errors.js";
import { API_PATH } from "../../core/paths.js";
import { type Action, defineResource, type Operation } from "../../core/resource.js";
import { runScope } from "../../runs/plans-and-applies.js";
import { overrideRun } from "../../runs/run-life.js";
import { OVERRIDABLE_RUN_STATUSES } from "../../runs/run-status-rules.js";
import { outputOf, shownStatus } from "./check-rules.js";
import { moveCheck } from "./settle.js";

/** Whether a check waits for an override: it soft-failed, and so does its run. */
export const isOverridable = (check: PolicyCheck, run: Pick<Run, "status"> | undefined): boolean =>
  check.status === "soft_failed" && run !== undefined && OVERRIDABLE_RUN_STATUSES.has(run.status);

/** Lets a run continue although soft-mandatory policies failed. @throws ApiError 409 where nothing waits for that */
export function overrideCheck(
  { tx, now, caller, services }: Pick<Operation, "tx" | "now" | "caller" | "services">,
  check: PolicyCheck,
): PolicyCheck {
  const run = tx.get("runs", check.run)!;
  if (!isOverridable(check, run))
    throw conflict(
      `Policy check ${check.id} cannot be overridden: it is ${shownStatus(check, run.status).replaceAll("_", " ")}, and its run ` +
        `${run.id} is ${run.status.replaceAll("_", " ")}. Only a soft-failed check can be overridden, and only while its run waits for the override.`,
    );
  const overridden = moveCheck(tx, check, "override", now, { overriddenBy: caller.user });
  const left = tx.find("policy-checks", "run", run.id).some(({ status }) => status === "soft_failed");
  if (!left) overrideRun(tx, run, services.dispatch.resolve, now);
  return overridden;
}

/** `GET /policy-checks/{id}/actions/override` */
const override: Action<PolicyCheck> = {
  permission: "policy-checks:override",
  method: "GET",
  run: overrideCheck,
};

/** How many policies of a check passed and failed. */
export function countsOf({ policies }: PolicyCheck) {
  const count = (outcome: string) => policies.filter((policy) => policy.outcome === outcome).length;
  const failed = ["hard_failed", "soft_failed", "advisory_failed"].map(count);
  return {
    "hard-failed": failed[0]!,
    "soft-failed": failed[1]!,
    "advisory-failed": failed[2]!,
    "total-failed": failed[0]! + failed[1]! + failed[2]!,
    passed: count("passed"),
    result: failed[0] === 0 && failed[1] === 0,
  };
}

/** Milliseconds that a check took. */
export const durationOf = ({ policies }: PolicyCheck): number =>
  policies.reduce((sum, { duration }) => sum + duration, 0);

/** All policies of one stage of a run. Created when the run's plan starts; read-only. */
export const policyChecks = defineResource<"policy-checks">({
  type: "policy-checks",
  model: "PolicyCheck",
  idPrefix: "polchk",
  attributes: {
    permissions: {
      type: "object",
      read: (check, { caller, reader }) => ({
        "can-override": caller.can("policy-checks:override", runScope(check, reader)),
      }),
    },
    result: {
      type: "object",
      read: (check) => ({
        ...countsOf(check),
        "duration-ms": durationOf(check),
        policies: check.policies.map(({ name, level, group, groupName, outcome, messages }) => ({
          name,
          "policy-group": groupName,
          "policy-group-id": group,
          "enforced-level": level,
          result: outcome,
          messages: [...messages],
        })),
      }),
    },
    status: {
      type: "string",
      read: (check, { reader }) => shownStatus(check, reader.get("runs", check.run)?.status),
    },
    "status-timestamps": STATUS_TIMESTAMPS,
  },
  relationships: {},
  filters: { "policy-check": byId() },
  operations: { read: "runs:read" },
  scope: runScope,
  links: ({ id }, { services }) => ({ output: `${services.baseUrl}${API_PATH}/policy-checks/${id}/output` }),
  actions: { override },
  raw: {
    output: {
      method: "GET",
      permission: "runs:read",
      handle: ({ entity }) => ({
        headers: { "Content-Type": "text/plain; charset=utf-8" },
        body: outputOf(entity),
      }),
    },
  },
});
