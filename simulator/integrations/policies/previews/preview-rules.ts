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

/** How the proposed policies judged one workspace; undefined where its plan was not made. */
export interface JudgedWorkspace {
  readonly workspace: string;
  readonly policies: readonly Pick<CheckedPolicy, "name" | "level" | "outcome">[] | undefined;
}

/** What a finished preview comes to. */
export interface PreviewSummary {
  /** Whether a mandatory policy would stop a run. */
  readonly stops: boolean;
  readonly text: string;
}

const MANDATORY: ReadonlySet<unknown> = new Set(["hard_failed", "soft_failed"]);

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Sums up a preview in a sentence or two: how many workspaces would be stopped, and by which policy the first one. */
export function summaryOf(judged: readonly JudgedWorkspace[], leftOut: number): PreviewSummary {
  const made = judged.filter(({ policies }) => policies !== undefined);
  const stopped = made.flatMap(({ workspace, policies }) => {
    const by = policies!.find(({ outcome }) => MANDATORY.has(outcome));
    return by === undefined ? [] : [{ workspace, by }];
  });
  const [first] = stopped;
  const verdict =
    made.length === 0
      ? "No workspace was judged."
      : first === undefined
        ? `No run of ${counted(made.length, "workspace")} would be stopped.`
        : `${stopped.length} of ${counted(made.length, "workspace")} would be stopped, ${first.workspace} by '${first.by.name}' (${first.by.level}).`;
  const unmade = judged.length - made.length;
  const rest = [
    ...(unmade === 0 ? [] : [`${unmade} could not be judged.`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out.`]),
  ];
  return { stops: first !== undefined, text: [verdict, ...rest].join(" ") };
}

/** How a preview is named: `pull request 7 (abc1234)`. */
export const namedPreview = ({ number, commit }: Pick<PolicyPreview, "number" | "commit">): string =>
  `pull request ${number} (${commit.slice(0, 7)})`;
