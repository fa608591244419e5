import type { VcsTask } from "../core/entities.js";
import { nextStatus, type Transition } from "../core/transitions.js";

/** What may happen to a VCS task. */
export type VcsTaskEvent = "start" | "return" | "finish" | "fail" | "cancel";

/** The life of a VCS task. Unlike a run's (R17) it may be started again: to read a repository twice does no harm. */
export const VCS_TASK_TRANSITIONS: readonly Transition<VcsTask["status"], VcsTaskEvent>[] = [
  { event: "start", from: ["queued"], to: "running", rule: "R6: an agent of the provider's pool took it" },
  { event: "return", from: ["running"], to: "queued", rule: "its agent was lost, or never got it" },
  { event: "finish", from: ["running"], to: "finished", rule: "the agent reported the result" },
  { event: "fail", from: ["queued", "running"], to: "errored", rule: "the agent reported why, or gave up" },
  { event: "cancel", from: ["queued", "running"], to: "canceled", rule: "nobody needs it any more" },
];

/** The status of a VCS task after an event. @throws TransitionError */
export const vcsTaskTransition = (task: Pick<VcsTask, "id" | "status">, event: VcsTaskEvent) =>
  nextStatus(VCS_TASK_TRANSITIONS, "VcsTask", task, event);

/** How often a task is handed out before it counts as failed. */
export const MOST_ATTEMPTS = 3;

/** Milliseconds of the sandbox clock that a task may take. */
export const VCS_TASK_TIMEOUT = 10 * 60_000;

/** Real seconds for which an agent watches before it reports that nothing has changed. */
export const WATCH_SECONDS = 30;

/** Tasks that have ended, of a provider, that are kept to be looked at. */
export const MOST_KEPT = 100;

type Told = Pick<VcsTask, "provider" | "request" | "status">;

/** What the statuses of one commit in one context have alike; null for any other task. */
const subjectOf = ({ provider, request }: Told): string | null =>
  request.kind === "status" ? [provider, request.repository, request.sha, request.context].join("\n") : null;

/**
 * The tasks that can be handed out now, of a pool's open ones in the order in which they were queued. The statuses of one commit
 * in one context are posted one after the other: at once, they could reach the Git server in another order, and an old one would stand.
 */
export function handedOutNext<T extends Told>(open: readonly T[]): readonly T[] {
  const told = new Set<string>();
  return open.filter((task) => {
    const subject = subjectOf(task);
    const waits = subject !== null && told.has(subject);
    if (subject !== null) told.add(subject);
    return task.status === "queued" && !waits;
  });
}
