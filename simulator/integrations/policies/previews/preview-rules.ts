/** What is pure about previews: their life, their limits, and how they are summed up. */
import type { CheckedPolicy, PolicyPreview, PolicyPreviewStatus } from "../../../core/entities.js";
import { nextStatus, type Transition } from "../../../core/transitions.js";

/** What previews of a group may take, so that they do not block other runs. */
export const PREVIEW_LIMITS = {
  /** Workspaces that one preview plans. */
  workspaces: 20,
  /** Runs of all previews of a group that are under way at once. */
  atOnce: 2,
  /** Previews of a group that are kept. */
  kept: 10,
} as const;

export type PolicyPreviewEvent = "run" | "finish" | "fail" | "be-superseded";

/** The life of a preview. */
export const PREVIEW_TRANSITIONS: readonly Transition<PolicyPreviewStatus, PolicyPreviewEvent>[] = [
  { event: "run", from: ["fetching"], to: "running", rule: "the proposed policies were fetched" },
  { event: "finish", from: ["running"], to: "finished", rule: "every run has ended" },
  { event: "fail", from: ["fetching"], to: "errored", rule: "the proposal cannot be fetched or read" },
  {
    event: "be-superseded",
    from: ["fetching", "running"],
    to: "superseded",
    rule: "the pull request has a newer commit, or is gone",
  },
];

/** The status of a preview after an event. @throws TransitionError */
export const previewTransition = (preview: PolicyPreview, event: PolicyPreviewEvent): PolicyPreviewStatus =>
  nextStatus(PREVIEW_TRANSITIONS, "PolicyPreview", preview, event);

/** Whether a preview still has something to do. */
export const isOpenPreview = ({ status }: Pick<PolicyPreview, "status">): boolean =>
  status === "fetching" || status === "running";

/** How the proposed policies judged one workspace; undefined where its plan was not made, or no policy was evaluated. */
export interface JudgedWorkspace {
  readonly workspace: string;
  readonly policies: readonly Pick<CheckedPolicy, "name" | "level" | "outcome">[] | undefined;
}

/** How what was evaluated of a run's policies counts; undefined if none was. */
export function evaluatedOf<P extends Pick<CheckedPolicy, "outcome">>(
  policies: readonly P[],
): readonly P[] | undefined {
  const evaluated = policies.filter(({ outcome }) => outcome !== null && outcome !== "skipped");
  return evaluated.length === 0 ? undefined : evaluated;
}

/** `stops`: a mandatory policy would stop a run. `passes`: no run would be stopped. `nothing`: no workspace was judged, so nobody knows. */
export type PreviewVerdict = "stops" | "passes" | "nothing";

/** What a finished preview comes to. */
export interface PreviewSummary {
  readonly verdict: PreviewVerdict;
  readonly text: string;
}

/** What a preview is summed up from. */
export interface PreviewOutcome {
  readonly judged: readonly JudgedWorkspace[];
  /** Workspaces that were not planned: locked ones, ones that cannot be planned, and those beyond the limit. */
  readonly leftOut: number;
  /** How many of the proposed policies are enabled. */
  readonly enabled: number;
}

const MANDATORY: ReadonlySet<unknown> = new Set(["hard_failed", "soft_failed"]);

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Sums up a preview in a sentence or two: how many workspaces would be stopped, and by which policy the first one. */
export function summaryOf({ judged, leftOut, enabled }: PreviewOutcome): PreviewSummary {
  if (enabled === 0)
    return { verdict: "passes", text: "The proposal enables no policy, so it stops no run." };
  const made = judged.filter(({ policies }) => policies !== undefined);
  if (made.length === 0)
    return { verdict: "nothing", text: `No workspace was judged: ${whyNothing(judged.length, leftOut)}.` };
  const stopped = made.flatMap(({ workspace, policies }) => {
    const by = policies!.find(({ outcome }) => MANDATORY.has(outcome));
    return by === undefined ? [] : [{ workspace, by }];
  });
  const [first] = stopped;
  const workspaces = counted(made.length, "workspace");
  const verdict =
    first === undefined
      ? `No run of ${workspaces} would be stopped.`
      : `${stopped.length} of ${workspaces} would be stopped, ${first.workspace} by '${first.by.name}' (${first.by.level}).`;
  const unmade = judged.length - made.length;
  const rest = [
    ...(unmade === 0 ? [] : [`${unmade} could not be judged.`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out.`]),
  ];
  return { verdict: first === undefined ? "passes" : "stops", text: [verdict, ...rest].join(" ") };
}

/** Why a preview has judged nothing, with so many runs. */
function whyNothing(runs: number, leftOut: number): string {
  if (runs + leftOut === 0) return "no workspace of the group's environments can be planned";
  const were = leftOut === 1 ? "was" : "were";
  // With all the runs that a preview may have, the others were too many.
  const because =
    runs === PREVIEW_LIMITS.workspaces
      ? ""
      : ` because ${leftOut === 1 ? "it is" : "they are"} locked or cannot be planned`;
  return [
    ...(runs === 0 ? [] : [`${counted(runs, "run")} failed or evaluated no policy`]),
    ...(leftOut === 0 ? [] : [`${counted(leftOut, "workspace")} ${were} left out${because}`]),
  ].join("; ");
}

/** How a preview is named: `pull request 7 (abc1234)`. */
export const namedPreview = ({ number, commit }: Pick<PolicyPreview, "number" | "commit">): string =>
  `pull request ${number} (${commit.slice(0, 7)})`;
