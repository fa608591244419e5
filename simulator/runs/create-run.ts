import type { ConfigurationVersion, Run, Workspace } from "../core/entities.js";
import { ApiError, conflict, invalid, invalidRelationship, relationshipPointer } from "../core/errors.js";
import { newId } from "../core/ids.js";
import type { Operation } from "../core/resource.js";
import type { Services } from "../core/services.js";
import { isLegal } from "../core/transitions.js";
import { endRun } from "./run-life.js";
import { RUN_TRANSITIONS } from "./run-transition-rules.js";

/** The context of a new run: a request, or the sandbox itself. */
export interface RunContext extends Pick<Operation, "tx" | "now"> {
  readonly caller: { readonly user: string | null };
  readonly services: Pick<Services, "dispatch">;
}

/** The options of a run, from a user or from the sandbox itself. */
export interface RunRequest {
  readonly workspace: Workspace;
  /** By default the newest one that was uploaded to the workspace. */
  readonly configurationVersion?: ConfigurationVersion;
  readonly options?: Partial<
    Pick<
      Run,
      | "autoApply"
      | "createdByRun"
      | "driftSchedule"
      | "isDestroy"
      | "isDry"
      | "message"
      | "planAt"
      | "policyPreview"
      | "refresh"
      | "refreshOnly"
      | "replaceAddrs"
      | "savePlan"
      | "source"
      | "targetAddrs"
      | "variables"
    >
  >;
}

const NOTHING_TO_RUN =
  "No configuration versions available to create the run from. " +
  "Upload at least one or link the workspace to a VCS provider.";

function configurationFor(op: RunContext, { workspace, configurationVersion: given }: RunRequest) {
  if (given === undefined) {
    const latest = op.tx
      .find("configuration-versions", "workspace", workspace.id)
      // A copy of a module's version that is under way will be there before an agent asks for it (E13).
      .findLast(
        ({ status, moduleVersion }) =>
          status === "uploaded" || (status === "pending" && moduleVersion !== undefined),
      );
    if (latest) return latest;
    const pointer = relationshipPointer("configuration-version");
    throw new ApiError(422, [{ title: "Invalid Relationship", detail: NOTHING_TO_RUN, pointer }]);
  }
  if (given.workspace !== workspace.id)
    throw invalidRelationship(
      "configuration-version",
      `ConfigurationVersion with ID '${given.id}' belongs to workspace '${given.workspace}', not to ` +
        `workspace '${workspace.name}' (${workspace.id}).`,
    );
  if (given.status === "errored")
    throw invalidRelationship(
      "configuration-version",
      `ConfigurationVersion with ID '${given.id}' is errored: ${given.errorMessage}. Create another and upload to it.`,
    );
  return given;
}

/** Queues a run with its plan and, unless it is dry, its apply. The dispatcher continues from there. */
export function createRun(op: RunContext, request: RunRequest): Run {
  const { workspace, options = {} } = request;
  if (workspace.executionMode === "local")
    throw invalid(
      `Workspace '${workspace.name}' (${workspace.id}) has execution mode 'local', so it has no runs.`,
    );
  const version = configurationFor(op, request);
  const isDry = options.isDry === true || version.isDry;
  const id = newId("run");
  const phase = {
    run: id,
    status: "pending" as const,
    statusTimestamps: { "pending-at": op.now },
    resourceAdditions: null,
    resourceChanges: null,
    resourceDestructions: null,
  };
  const plan = op.tx.insert<"plans">({ ...phase, type: "plans", id: newId("plan"), hasChanges: false });
  const apply = isDry
    ? null
    : op.tx.insert<"applies">({
        ...phase,
        type: "applies",
        id: newId("apply"),
        resourceForgets: null,
        resourceImports: null,
      });
  const planAt = options.planAt ?? null;
  const run = op.tx.insert<"runs">({
    type: "runs",
    id,
    workspace: workspace.id,
    configurationVersion: version.id,
    createdAt: op.now,
    createdBy: op.caller.user,
    status: "pending",
    statusTimestamps: { "pending-at": op.now },
    errorMessage: null,
    message: options.message ?? null,
    source: options.source ?? version.source,
    isDestroy: options.isDestroy ?? false,
    isDry,
    autoApply: !isDry && (options.autoApply ?? workspace.autoApply),
    refresh: options.refresh ?? true,
    refreshOnly: options.refreshOnly ?? false,
    savePlan: options.savePlan ?? false,
    replaceAddrs: options.replaceAddrs ?? [],
    targetAddrs: options.targetAddrs ?? [],
    variables: options.variables ?? [],
    hasChanges: false,
    plan: plan.id,
    apply: apply?.id ?? null,
    sequence: op.services.dispatch.nextSequence(),
    planAt,
    applyAt: null,
    waitsUntil: planAt !== null && planAt > op.now ? planAt : null,
    createdByRun: options.createdByRun ?? null,
    ...(options.driftSchedule !== undefined && { driftSchedule: options.driftSchedule }),
    ...(options.policyPreview !== undefined && { policyPreview: options.policyPreview }),
    // E13
    ...(version.status === "pending" && { awaitsUpload: true }),
  });
  const isWaiting = run.waitsUntil !== null || run.awaitsUpload === true;
  return workspace.forceLatestRun && !isDry && !isWaiting ? forceRun(op, run) : run;
}

/** E13: queues the runs that waited for an upload to a version. Returns how many. */
export function releaseRuns(op: Pick<RunContext, "tx">, version: ConfigurationVersion): number {
  const waiting = awaiting(op, version);
  for (const run of waiting) op.tx.update("runs", run.id, { awaitsUpload: false });
  return waiting.length;
}

/** E13: ends the runs that waited for an upload that was rejected. */
export function failRuns(
  op: Pick<RunContext, "tx" | "now">,
  version: ConfigurationVersion,
  why: string,
): void {
  for (const run of awaiting(op, version))
    endRun(op.tx, run, "fail", op.now, `Configuration version '${version.id}' cannot be used. ${why}`);
}

const awaiting = ({ tx }: Pick<RunContext, "tx">, { id }: ConfigurationVersion): readonly Run[] =>
  tx
    .find("runs", "configurationVersion", id)
    .filter(({ awaitsUpload, status }) => awaitsUpload && status === "pending");

/**
 * `actions/force`: cancels earlier runs of the workspace that wait for their turn or for a confirmation. Runs that wait for a
 * later time stay. The forced run itself no longer waits for its time.
 */
export function forceRun(op: Pick<RunContext, "tx" | "now">, run: Run): Run {
  if (run.status !== "pending")
    throw conflict(`Run '${run.id}' is ${run.status}; only a pending run can be forced past earlier ones.`);
  for (const earlier of op.tx.find("runs", "workspace", run.workspace)) {
    if (earlier.isDry || earlier.sequence >= run.sequence || earlier.waitsUntil !== null) continue;
    if (isLegal(RUN_TRANSITIONS, earlier.status, "be-superseded"))
      endRun(op.tx, earlier, "be-superseded", op.now, `The later run ${run.id} was forced.`);
  }
  return run.waitsUntil === null ? run : op.tx.update("runs", run.id, { waitsUntil: null });
}
