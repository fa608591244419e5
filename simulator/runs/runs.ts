import { byId, CREATED_AT, idsOf, STATUS_TIMESTAMPS, userLink } from "../core/common.js";
import type { Run } from "../core/entities.js";
import { invalid } from "../core/errors.js";
import { type Attribute, defineResource, type Input, type Operation, type View } from "../core/resource.js";
import { workspaceScope } from "../core/scopes.js";
import { faultOf, isObject } from "../core/values.js";
import { createRun, forceRun } from "./create-run.js";
import { POLICY_INPUT } from "./policy-input.js";
import { cancelRun, confirmRun, discardRun } from "./run-life.js";

const FLAG = { type: "boolean", writable: "create" } as const satisfies Attribute<Run>;
const ADDRESSES = {
  type: { array: "string" },
  writable: "create",
  nullable: true,
  store: (value: readonly string[] | null) => value ?? [],
} as const satisfies Attribute<Run>;

function create(op: Operation, input: Input<Run>): Run {
  const { changes, given } = input;
  if (changes.isDestroy && changes.refreshOnly)
    throw invalid("A run cannot both destroy and only refresh.", "/data/attributes/refresh-only");
  return createRun(op, {
    workspace: op.tx.get("workspaces", changes.workspace!)!,
    ...(changes.configurationVersion
      ? { configurationVersion: op.tx.get("configuration-versions", changes.configurationVersion)! }
      : {}),
    options: { ...changes, ...(given.has("auto-apply") ? {} : { autoApply: undefined }) } as Partial<Run>,
  });
}

/** The start time of the apply in the body of `actions/apply`: `{"apply-at": "2026-01-31T06:00:00Z"}`, or null for now. */
function applyAtOf(body: unknown): number | null {
  if (!isObject(body)) return null;
  const members = isObject(body.data) && isObject(body.data.attributes) ? body.data.attributes : body;
  const text = members["apply-at"] ?? null;
  if (text === null) return null;
  if (typeof text === "string" && faultOf(text, "date-time") === null) return Date.parse(text);
  throw invalid("'apply-at' must be a date and time, such as '2026-01-31T06:00:00Z'.", "/apply-at");
}

const workspaceOf = (run: Run, { reader }: View) => reader.get("workspaces", run.workspace)!;

function permissions(run: Run, view: View) {
  const scope = workspaceScope(workspaceOf(run, view));
  const canCancel = view.caller.can("runs:cancel", scope);
  return {
    "can-apply": view.caller.can("runs:apply", scope),
    "can-cancel": canCancel,
    "can-discard": canCancel,
    "can-force": canCancel,
  };
}

export const runs = defineResource<"runs">({
  type: "runs",
  model: "Run",
  idPrefix: "run",
  attributes: {
    "apply-at": { type: "date-time", nullable: true },
    "auto-apply": { ...FLAG, default: false },
    "created-at": CREATED_AT,
    "error-message": { type: "string", nullable: true },
    "has-changes": { type: "boolean" },
    "iac-platform": {
      type: { enum: ["terraform", "opentofu"] },
      read: (run, view) => workspaceOf(run, view).iacPlatform,
    },
    inputs: { type: { array: "object" }, nullable: true, pure: true, read: () => null },
    "is-destroy": { ...FLAG, default: false },
    "is-dry": { ...FLAG, default: false },
    message: { type: "string", writable: "create", nullable: true, maxLength: 65_536 },
    permissions: { type: "object", read: permissions },
    "plan-at": { type: "date-time", nullable: true, writable: "create" },
    "position-in-queue": {
      type: "number",
      nullable: true,
      read: (run, { services }) => services.dispatch.positionInQueue(run),
    },
    refresh: { ...FLAG, default: true },
    "refresh-only": { ...FLAG, default: false },
    "replace-addrs": ADDRESSES,
    "save-plan": { ...FLAG, default: false },
    source: { type: "string" },
    status: { type: "string" },
    "status-timestamps": STATUS_TIMESTAMPS,
    "target-addrs": ADDRESSES,
    variables: {
      type: {
        array: {
          object: {
            key: { type: "string", required: true },
            value: { type: "string", required: true },
            category: { type: { enum: ["terraform", "shell"] } },
            hcl: { type: "boolean" },
            sensitive: { type: "boolean" },
          },
        },
      },
      nullable: true,
      writable: "create",
      store: (value: Run["variables"] | null) => value ?? [],
      pure: true,
      read: ({ variables }) =>
        variables.map((variable) => (variable.sensitive ? { ...variable, value: "" } : variable)) as never,
      field: "variables",
    },
  },
  relationships: {
    apply: { kind: "to-one", target: "applies" },
    "configuration-version": { kind: "to-one", target: "configuration-versions", writable: "create" },
    "cost-estimate": {
      kind: "to-one",
      target: "cost-estimates",
      read: (run, { reader }) => reader.find("cost-estimates", "run", run.id)[0]?.id ?? null,
    },
    "created-by": userLink("createdBy"),
    "created-by-run": {
      kind: "to-one",
      target: "runs",
      writable: "create",
      // It may have gone with its workspace.
      read: ({ createdByRun }, { reader }) =>
        createdByRun !== null && reader.get("runs", createdByRun) !== undefined ? createdByRun : null,
    },
    environment: {
      kind: "to-one",
      target: "environments",
      read: (run, view) => workspaceOf(run, view).environment,
    },
    plan: { kind: "to-one", target: "plans" },
    "policy-checks": {
      kind: "to-many",
      target: "policy-checks",
      read: (run, { reader }) => idsOf(reader.find("policy-checks", "run", run.id)),
    },
    "state-versions": {
      kind: "to-many",
      target: "state-versions",
      read: (run, { reader }) => reader.find("state-versions", "run", run.id).map(({ id }) => id),
    },
    "status-transitions": { kind: "to-many", simulated: false },
    tags: { kind: "to-many", simulated: false },
    "vcs-revision": {
      kind: "to-one",
      target: "vcs-revisions",
      read: (run, { reader }) =>
        reader.get("configuration-versions", run.configurationVersion)?.vcsRevision ?? null,
    },
    workspace: { kind: "to-one", target: "workspaces", writable: "create", required: true },
  },
  filters: {
    run: byId(),
    workspace: { index: "workspace", values: (run) => run.workspace },
    "configuration-version": { index: "configurationVersion", values: (run) => run.configurationVersion },
    environment: { values: (run, view) => workspaceOf(run, view).environment },
    status: { values: (run) => run.status },
    "is-dry": { values: (run) => String(run.isDry) },
    "is-destroy": { values: (run) => String(run.isDestroy) },
    "agent-pool": {
      values: (run, { reader }) => reader.find("tasks", "run", run.id).at(-1)?.pool ?? null,
    },
  },
  sort: { "created-at": (run) => run.createdAt, status: (run) => run.status },
  search: (run) => [run.message],
  operations: { list: "runs:read", read: "runs:read", create: { permission: "runs:create", run: create } },
  actions: {
    apply: {
      permission: "runs:apply",
      members: { "apply-at": "date-time" },
      run: (op, run, body) => confirmRun(op.tx, run, op.services.dispatch.resolve, op.now, applyAtOf(body)),
    },
    discard: { permission: "runs:cancel", run: (op, run) => discardRun(op.tx, run, op.now) },
    cancel: { permission: "runs:cancel", run: (op, run) => cancelRun(op.tx, run, op.now) },
    force: { permission: "runs:cancel", run: forceRun },
  },
  collections: {
    "policy-checks": {
      type: "policy-checks",
      list: {
        permission: "runs:read",
        find: (run, { reader }) => reader.find("policy-checks", "run", run.id),
      },
    },
  },
  raw: { "policy-input": POLICY_INPUT },
  // What waits: for its workspace, its time or an agent; not what waits for a confirmation. In the order in which it was queued.
  lists: {
    "runs-queue": {
      permission: "runs:read",
      find: ({ services }) => services.dispatch.queuedRuns(),
    },
  },
});
