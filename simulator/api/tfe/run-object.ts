import { iso } from "../../core/common.js";
import type { Run } from "../../core/entities.js";
import { workspaceScope } from "../../core/scopes.js";
import { isLegal } from "../../core/transitions.js";
import { openTask } from "../../runs/moves.js";
import { RUN_TRANSITIONS } from "../../runs/run-transition-rules.js";
import { type ResourceObject, toMany, toOne } from "./document.js";
import { checksOf } from "./policy-checks.js";
import type { Call } from "./route.js";

/** The actions that a run's status allows. To cancel a run that awaits confirmation is to discard it. */
function actionsOf(run: Run, { reader }: Pick<Call, "reader">) {
  const may = (event: "confirm" | "discard" | "cancel") => isLegal(RUN_TRANSITIONS, run.status, event);
  return {
    "is-cancelable": may("cancel") || may("discard"),
    "is-confirmable": may("confirm"),
    "is-discardable": may("discard"),
    "is-force-cancelable": (openTask(reader, run)?.cancelRequested ?? "no") !== "no",
  };
}

/** A run in the form that tofu and terraform expect. */
export function runObject(run: Run, call: Call): ResourceObject {
  const { reader, caller, services } = call;
  const workspace = reader.get("workspaces", run.workspace)!;
  const can = (permission: string) => caller.can(permission, workspaceScope(workspace));
  return {
    type: "runs",
    id: run.id,
    attributes: {
      actions: actionsOf(run, call),
      "allow-empty-apply": false,
      "auto-apply": run.autoApply,
      "created-at": iso(run.createdAt),
      "has-changes": run.hasChanges,
      "is-destroy": run.isDestroy,
      message: run.message ?? "",
      permissions: {
        "can-apply": can("runs:apply"),
        "can-cancel": can("runs:cancel"),
        "can-discard": can("runs:cancel"),
        "can-force-cancel": can("runs:cancel"),
        "can-force-execute": can("runs:cancel"),
      },
      "plan-only": run.isDry,
      "position-in-queue": services.dispatch.positionInQueue(run) ?? 0,
      refresh: run.refresh,
      "refresh-only": run.refreshOnly,
      "replace-addrs": run.replaceAddrs,
      "save-plan": run.savePlan,
      source: run.source,
      status: run.status,
      "status-timestamps": Object.fromEntries(
        Object.entries(run.statusTimestamps).map(([name, at]) => [name, iso(at)]),
      ),
      "target-addrs": run.targetAddrs,
      "terraform-version": workspace.terraformVersion,
      "trigger-reason": "manual",
      variables: run.variables.map(({ key, value, sensitive }) => ({ key, value: sensitive ? "" : value })),
    },
    relationships: {
      apply: toOne("applies", run.apply),
      "configuration-version": toOne("configuration-versions", run.configurationVersion),
      "created-by": toOne("users", run.createdBy),
      plan: toOne("plans", run.plan),
      "policy-checks": toMany(
        "policy-checks",
        checksOf(reader, run).map(({ id }) => id),
      ),
      "task-stages": toMany("task-stages", []),
      workspace: toOne("workspaces", run.workspace),
    },
    links: { "self-html": `${services.baseUrl}/runs/${run.id}` },
  };
}
