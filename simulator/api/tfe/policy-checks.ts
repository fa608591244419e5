import { iso } from "../../core/common.js";
import type { PolicyCheck, PolicyCheckStatus, Run } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { workspaceScope } from "../../core/scopes.js";
import { outputOf, shownStatus } from "../../integrations/policies/check-rules.js";
import {
  countsOf,
  durationOf,
  isOverridable,
  overrideCheck,
} from "../../integrations/policies/policy-checks.js";
import { one, page, type ResourceObject, toOne } from "./document.js";
import { type Call, change, changes, entity, type Routes, reads, readsFile } from "./route.js";

/** Checks in these statuses have no result, and clients treat them as errors, so they are not listed. */
const SILENT: ReadonlySet<PolicyCheckStatus> = new Set(["pending", "unreachable", "canceled"]);

/** The policy checks of a run that clients see: those that are running or have a result. */
export const checksOf = (reader: Reader, run: Run): readonly PolicyCheck[] =>
  reader.find("policy-checks", "run", run.id).filter((check) => !SILENT.has(shownStatus(check, run.status)));

/**
 * A policy check in the form that tofu and terraform expect. Its scope is the organization, because groups are linked to
 * environments.
 */
function checkObject(check: PolicyCheck, { reader, caller }: Call): ResourceObject {
  const run = reader.get("runs", check.run)!;
  const workspace = reader.get("workspaces", run.workspace)!;
  const status = shownStatus(check, run.status);
  return {
    type: "policy-checks",
    id: check.id,
    attributes: {
      actions: { "is-overridable": isOverridable(check, run) },
      permissions: { "can-override": caller.can("policy-checks:override", workspaceScope(workspace)) },
      result: { ...countsOf(check), duration: durationOf(check) },
      scope: "organization",
      status,
      "status-timestamps": Object.fromEntries(
        Object.entries(check.statusTimestamps).map(([name, at]) => [name, iso(at)]),
      ),
    },
    relationships: { run: toOne("runs", run.id) },
  };
}

const checkOf = (call: Call, permission = "runs:read") => entity(call, "policy-checks", permission);

function list(call: Call) {
  const run = entity(call, "runs", "runs:read");
  return page(checksOf(call.reader, run), call.params, (check) => checkObject(check, call));
}

/** The text of a check for a terminal. */
const output = (call: Call) => ({
  headers: { "Content-Type": "text/plain; charset=utf-8" },
  body: outputOf(checkOf(call)),
});

function override(call: Call) {
  const overridden = change(call, (op) => overrideCheck(op, checkOf(call, "policy-checks:override")));
  return one(checkObject(overridden, call));
}

/** Policy checks: clients show them after a plan, and ask about an override before an apply. */
export const policyCheckRoutes: Routes = {
  "runs/*/policy-checks": { GET: reads("runs:read", list) },
  "policy-checks/*": { GET: reads("runs:read", (call) => one(checkObject(checkOf(call), call))) },
  "policy-checks/*/output": { GET: readsFile("runs:read", output) },
  "policy-checks/*/actions/override": { POST: changes("policy-checks:override", override, "optional") },
};
