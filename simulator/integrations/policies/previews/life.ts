/** The events in the life of a preview. Each function runs in the transaction of its cause. */
import type { PolicyHandover } from "../../../../agent/protocol/protocol.js";
import type { PolicyCheck, PolicyPreview, Run } from "../../../core/entities.js";
import { newId } from "../../../core/ids.js";
import { naming } from "../../../core/refusals.js";
import type { Reader, Tx } from "../../../core/schema.js";
import { createRun, type RunContext } from "../../../runs/create-run.js";
import { cancelRun } from "../../../runs/run-life.js";
import { FINAL_RUN_STATUSES } from "../../../runs/run-transition-rules.js";
import { latestConfiguration } from "../../drift/candidates.js";
import { isPlannable, placeOf } from "./candidates.js";
import {
  evaluatedOf,
  namedPreview,
  type PolicyPreviewEvent,
  PREVIEW_LIMITS,
  type PreviewSummary,
  previewTransition,
  summaryOf,
} from "./preview-rules.js";

type Moment = Pick<RunContext, "tx" | "now">;

/** @throws TransitionError */
export const movePreview = (
  tx: Tx,
  preview: PolicyPreview,
  event: PolicyPreviewEvent,
  changes: Partial<PolicyPreview> = {},
): PolicyPreview =>
  tx.update("policy-previews", preview.id, { ...changes, status: previewTransition(preview, event) });

/** The proposal cannot be used. */
export const failPreview = (
  { tx }: Moment,
  preview: PolicyPreview,
  error: string,
  changes: Partial<PolicyPreview> = {},
): PolicyPreview => movePreview(tx, preview, "fail", { ...changes, error });

const activeRuns = (reader: Reader, { runs }: PolicyPreview): readonly Run[] =>
  runs.flatMap((id) => {
    const run = reader.get("runs", id);
    return run === undefined || FINAL_RUN_STATUSES.has(run.status) ? [] : [run];
  });

/** Ends the runs of a preview that are under way. */
export function cancelRuns({ tx, now }: Moment, preview: PolicyPreview): void {
  for (const run of activeRuns(tx, preview)) cancelRun(tx, run, now);
}

/** Queues the next runs of a group's previews, as many as may be under way, and finishes those whose runs have all ended. */
export function advancePreviews(op: RunContext, group: string): void {
  const { tx } = op;
  const running = tx
    .find("policy-previews", "policyGroup", group)
    .filter(({ status }) => status === "running")
    .map((preview) => ({ preview, active: activeRuns(tx, preview).length }));
  let free = PREVIEW_LIMITS.atOnce - running.reduce((sum, { active }) => sum + active, 0);
  for (const { preview, active } of running) {
    let [next, queued] = [preview, 0];
    while (next.waiting.length > 0 && free > queued) {
      const { runs } = next;
      next = queueNext(op, next);
      queued += next.runs.length - runs.length;
    }
    free -= queued;
    if (next.waiting.length === 0 && active + queued === 0) movePreview(tx, next, "finish");
  }
}

/** Queues the dry run of the next workspace. One that cannot be planned any more, or is locked, is left out. */
function queueNext(op: RunContext, preview: PolicyPreview): PolicyPreview {
  const { tx } = op;
  const [next, ...waiting] = preview.waiting as readonly [string, ...string[]];
  const workspace = tx.get("workspaces", next);
  const group = tx.get("policy-groups", preview.policyGroup)!;
  if (workspace === undefined || workspace.locked || !isPlannable(tx, workspace))
    return tx.update("policy-previews", preview.id, { waiting, leftOut: preview.leftOut + 1 });
  const run = createRun(op, {
    workspace,
    configurationVersion: latestConfiguration(tx, workspace.id)!,
    options: {
      message: `Preview of policy group ${naming(group as never)}: ${namedPreview(preview)}.`,
      isDry: true,
      policyPreview: preview.id,
    },
  });
  return tx.update("policy-previews", preview.id, { waiting, runs: [...preview.runs, run.id] });
}

/** What a preview's run is judged by: the proposed policies of its group and nothing else. Undefined once the preview is gone. */
export function previewHandover(reader: Reader, run: Run): Omit<PolicyHandover, "tfrun"> | undefined {
  const preview = reader.get("policy-previews", run.policyPreview ?? "");
  const group = preview && reader.get("policy-groups", preview.policyGroup);
  if (preview === undefined || group === undefined) return undefined;
  const policies = preview.policies
    .filter(({ enabled }) => enabled)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, level, rego }) => ({ name, level, rego }));
  const { id, name, executeAs, opaVersion } = group;
  const order = { id, name, stage: executeAs, opaVersion, common: preview.common, policies };
  return {
    groups: policies.length === 0 ? [] : [order],
    notes: [
      `This run previews policy group ${naming(group as never)} as ${namedPreview(preview)} proposes it. It is judged by nothing else.`,
    ],
    isPreview: true,
  };
}

/** Keeps how the proposed policies judged the plan of a preview's run. */
export function keepResults(tx: Tx, run: Run, check: PolicyCheck): void {
  const preview = tx.get("policy-previews", run.policyPreview ?? "");
  if (preview === undefined) return;
  const { environment } = tx.get("workspaces", run.workspace)!;
  for (const { name, outcome, messages } of check.policies) {
    if (outcome === null || outcome === "skipped") continue;
    tx.insert<"policy-check-results">({
      type: "policy-check-results",
      id: newId("polres"),
      preview: preview.id,
      policyGroup: preview.policyGroup,
      commit: preview.commit,
      name,
      result: outcome,
      messages,
      pullRequestNumber: preview.number,
      pullRequestTitle: preview.title,
      run: run.id,
      policyCheck: check.id,
      workspace: run.workspace,
      environment,
    });
  }
}

/** What a preview has come to so far. */
export function previewSummary(
  reader: Reader,
  { runs, leftOut, policies: proposed }: PolicyPreview,
): PreviewSummary {
  const judged = runs.flatMap((id) => {
    const run = reader.get("runs", id);
    const workspace = run && reader.get("workspaces", run.workspace);
    if (run === undefined || workspace === undefined) return [];
    const checked = reader.find("policy-checks", "run", id).flatMap(({ policies }) => policies);
    return [{ workspace: placeOf(reader, workspace), policies: evaluatedOf(checked) }];
  });
  return summaryOf({ judged, leftOut, enabled: proposed.filter(({ enabled }) => enabled).length });
}
