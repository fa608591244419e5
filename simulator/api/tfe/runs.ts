import { requirePermission } from "../../core/authorize.js";
import { iso } from "../../core/common.js";
import type { Run } from "../../core/entities.js";
import { invalid } from "../../core/errors.js";
import type { Operation } from "../../core/resource.js";
import { workspaceScope } from "../../core/scopes.js";
import { createEntity } from "../../core/service.js";
import { isObject } from "../../core/values.js";
import { forceRun } from "../../runs/create-run.js";
import { cancelRun, confirmRun, discardRun } from "../../runs/run-life.js";
import { DISCARDABLE_RUN_STATUSES } from "../../runs/run-transition-rules.js";
import { CLI_SOURCE } from "../../runs/sources.js";
import { moduleApplyRefusal } from "../../vcs/modules/no-code-rules.js";
import { terminalApplyRefusal } from "../../vcs/vcs-rules.js";
import { configurationObject } from "./configuration-versions.js";
import { one, page, type ResourceObject, renamed, request, sent, toOne } from "./document.js";
import { applyObject, planObject } from "./phase-objects.js";
import { type Call, change, changes, entity, type Routes, reads, usable, workspaceOf } from "./route.js";
import { runObject } from "./run-object.js";
import { workspaceObject } from "./workspace-object.js";

/** The attributes of a request, and their names in our own resource. */
const ATTRIBUTES = {
  "auto-apply": "auto-apply",
  "is-destroy": "is-destroy",
  message: "message",
  "plan-only": "is-dry",
  refresh: "refresh",
  "refresh-only": "refresh-only",
  "replace-addrs": "replace-addrs",
  "save-plan": "save-plan",
  "target-addrs": "target-addrs",
};

/** Values of `-var` and `-var-file` are sent as expressions. */
const variables = (given: unknown) =>
  Array.isArray(given)
    ? given.map((each) => (isObject(each) ? { key: each.key, value: each.value, hcl: true } : each))
    : given;

function create(call: Call) {
  const { attributes, related } = sent(call.body);
  const compiled = call.api.registry.of("runs");
  const workspace = usable(call, entity(call, "workspaces", "runs:create", related("workspace") ?? ""));
  const version = related("configuration-version");
  const document = request(
    "runs",
    {
      ...renamed(attributes, ATTRIBUTES),
      ...(attributes.variables !== undefined && { variables: variables(attributes.variables) }),
    },
    {
      workspace: ["workspaces", workspace.id],
      ...(version !== null && { "configuration-version": ["configuration-versions", version] as const }),
    },
  );
  const created = change(call, (op) => {
    const run = createEntity(compiled, op, document) as Run;
    const refusal = run.isDry ? null : (terminalApplyRefusal(workspace) ?? moduleApplyRefusal(workspace));
    if (refusal !== null) throw invalid(refusal);
    // Who asks for the apply along with the plan needs the permission for it already now.
    if (attributes["auto-apply"] === true && run.autoApply)
      requirePermission("runs:apply", workspaceScope(workspace), call);
    return op.tx.update("runs", run.id, { source: CLI_SOURCE });
  });
  return one(runObject(created, call), 201);
}

type Include = (run: Run, call: Call) => ResourceObject | null;

/** The objects that can be included with a run. */
const INCLUDED: Readonly<Record<string, Include>> = {
  apply: ({ apply }, call) => (apply === null ? null : applyObject(call.reader.get("applies", apply)!, call)),
  configuration_version: ({ configurationVersion }, call) => {
    const version = call.reader.get("configuration-versions", configurationVersion);
    return version === undefined ? null : configurationObject(version, call);
  },
  created_by: ({ createdBy }, { reader }) => {
    const user = reader.get("users", createdBy ?? "");
    return user === undefined
      ? null
      : { type: "users", id: user.id, attributes: { username: user.username, email: user.email } };
  },
  plan: ({ plan }, call) => planObject(call.reader.get("plans", plan)!, call),
  workspace: ({ workspace }, call) => workspaceObject(call.reader.get("workspaces", workspace)!, call),
};

function read(call: Call) {
  const run = entity(call, "runs", "runs:read");
  const wanted = (call.params.get("include") ?? "").split(",").map((name) => name.replaceAll("-", "_"));
  const included = wanted.flatMap(
    (name) => (Object.hasOwn(INCLUDED, name) ? INCLUDED[name]!(run, call) : null) ?? [],
  );
  return one(runObject(run, call), 200, included);
}

/** Newest first. */
function list(call: Call) {
  const workspace = workspaceOf(call, "workspaces:read");
  const found = call.reader
    .find("runs", "workspace", workspace.id)
    .filter(() => call.caller.can("runs:read", workspaceScope(workspace)))
    .toReversed();
  return page(found, call.params, (run) => runObject(run, call));
}

/** All statuses that the run has reached, in order. */
function events(call: Call) {
  const run = entity(call, "runs", "runs:read");
  const reached = Object.entries(run.statusTimestamps).sort(([, a], [, b]) => a - b);
  return page(reached, call.params, ([name, at]) => ({
    type: "run-events",
    id: `${run.id}-${name}`,
    attributes: {
      action: name.replace(/-at$/, "").replaceAll("-", "_"),
      "created-at": iso(at),
      description: "",
    },
    relationships: { actor: toOne("users", run.createdBy) },
  }));
}

const action = (permission: string, run: (op: Operation, run: Run) => Run) =>
  changes(
    permission,
    (call) => {
      const moved = change(call, (op) => run(op, entity(call, "runs", permission)));
      return one(runObject(moved, call), 202);
    },
    "optional",
  );

/** Canceling a run that awaits a confirmation or an override discards it, because nothing executes. */
const cancel =
  (isForced: boolean) =>
  ({ tx, now }: Operation, run: Run) =>
    DISCARDABLE_RUN_STATUSES.has(run.status) ? discardRun(tx, run, now) : cancelRun(tx, run, now, isForced);

/** Runs. They are the runs of the scalr.io API, follow the same rules, and have the source `cli`. */
export const runRoutes: Routes = {
  runs: { POST: changes("runs:create", create) },
  "runs/*": { GET: reads("runs:read", read) },
  "runs/*/run-events": { GET: reads("runs:read", events) },
  "runs/*/actions/apply": {
    POST: action("runs:apply", ({ tx, now, services }, run) =>
      confirmRun(tx, run, services.dispatch.resolve, now),
    ),
  },
  "runs/*/actions/discard": { POST: action("runs:cancel", ({ tx, now }, run) => discardRun(tx, run, now)) },
  "runs/*/actions/cancel": { POST: action("runs:cancel", cancel(false)) },
  "runs/*/actions/force-cancel": { POST: action("runs:cancel", cancel(true)) },
  "runs/*/actions/force-execute": { POST: action("runs:cancel", forceRun) },
  "workspaces/*/runs": { GET: reads("workspaces:read", list) },
};
