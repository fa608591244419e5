import type { VcsTask } from "../core/entities.js";
import { nextStatus, type Transition } from "../core/transitions.js";

/** An event of a VCS task. */
export type VcsTaskEvent = "start" | "return" | "finish" | "fail" | "cancel";

/**
 * The transitions of a VCS task. Unlike the task of a run (R17), it can be started again: reading a repository twice is harmless.
 */
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

/** How often a task is assigned before it fails. */
export const MOST_ATTEMPTS = 3;

/** Milliseconds of the sandbox clock that a task may take. */
export const VCS_TASK_TIMEOUT = 10 * 60_000;

/** Real seconds that an agent watches before it reports that nothing has changed. */
export const WATCH_SECONDS = 30;

/** Ended tasks that are kept for each provider. */
export const MOST_KEPT = 100;

type Told = Pick<VcsTask, "provider" | "request" | "status">;

/** The key that the statuses of one commit in one context share; null for any other task. */
const subjectOf = ({ provider, request }: Told): string | null =>
  request.kind === "status" ? [provider, request.repository, request.sha, request.context].join("\n") : null;

/**
 * The tasks of a pool that can be assigned now, in the order in which they were queued. Statuses of the same commit and context
 * are posted one after the other: in parallel, they could arrive in another order, and an older one would remain.
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
