import type { Entities } from "../core/entities.js";
import type { DeadlineTable } from "../platform/clock/index.js";
import type { Follower } from "./follower.js";
import { ingressFailed } from "./ingress.js";
import { moveVcsTask } from "./task-life.js";
import { VCS_TASK_TIMEOUT } from "./vcs-task-rules.js";

const MESSAGE = `The VCS task took longer than ${VCS_TASK_TIMEOUT / 60_000} minutes and was given up.`;

/** VCS tasks that take too long. */
export const vcsDeadlines = (follower: Follower): DeadlineTable<Entities> => [
  {
    name: "VCS task out of time",
    rule: "R6",
    type: "vcs-tasks",
    dueAt: ({ status, startedAt }) => (status === "running" ? startedAt! + VCS_TASK_TIMEOUT : null),
    apply(tx, task, now) {
      // The next watch takes over; the agent that has this one is told to stop it.
      if (task.request.kind === "watch") {
        tx.delete("vcs-tasks", task.id);
        return;
      }
      moveVcsTask(tx, task, "fail", { finishedAt: now, error: MESSAGE });
      ingressFailed({ tx, now }, task, MESSAGE);
      if (follower.concerns(task)) follower.failed({ tx, now }, task, MESSAGE);
    },
  },
];
