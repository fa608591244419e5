import { setTimeout as sleep } from "node:timers/promises";
import type { RunningTask } from "./tasks/running-task.js";

/** The only task of an agent that was started for it (by a serverless pool), and how long to wait for it. */
export class SingleTask {
  private given: (task: RunningTask) => void = () => {};
  private readonly first = new Promise<RunningTask>((resolve) => {
    this.given = resolve;
  });
  private taken = false;

  /** No further task is asked for: one was started. */
  get isTaken(): boolean {
    return this.taken;
  }

  started(task: RunningTask): void {
    this.taken = true;
    this.given(task);
  }

  /** Resolves when it is time to leave: true when the task has ended, false when none came within `seconds`. */
  async over(seconds: number, signal: AbortSignal): Promise<boolean> {
    const patience = new AbortController();
    const waited = sleep(seconds * 1_000, null, { signal: AbortSignal.any([patience.signal, signal]) });
    waited.catch(() => {});
    const task = await Promise.race([this.first, waited]);
    patience.abort();
    if (task === null && !this.taken) return false;
    await (await this.first).done;
    return true;
  }
}
