import type { CancelOrder, TaskRef } from "../protocol/protocol.js";
import type { RunningTask } from "./running-task.js";

/** The tasks that run here, and the places that are left (R8). */
export class Tasks {
  private readonly running = new Map<string, RunningTask>();
  /** Places taken by tasks that are about to be started. */
  private reserved = 0;
  /** Tasks that wait for a place. */
  private waiting = 0;
  private wake = () => {};
  private nextFreed = this.awaitFreed();

  constructor(private readonly concurrency: number) {}

  get refs(): TaskRef[] {
    return [...this.running.values()].map(({ ref }) => ref);
  }

  get all(): readonly RunningTask[] {
    return [...this.running.values()];
  }

  /** Takes a place before a task is started; false when there is none, or others wait for one. */
  reserve(): boolean {
    if (this.isFull || this.waiting > 0) return false;
    this.reserved += 1;
    return true;
  }

  /** Takes the next place that becomes free, for a task that was handed out when there was none; false when none does within `patience` milliseconds. */
  async reserveNext(patience: number): Promise<boolean> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.stir();
    }, patience);
    this.waiting += 1;
    while (this.isFull && !isLate) await this.nextFreed;
    this.waiting -= 1;
    clearTimeout(timer);
    if (this.isFull) return false;
    this.reserved += 1;
    return true;
  }

  /** Assigns a reserved place to a task, or releases it. */
  settle(task: RunningTask | null): void {
    this.reserved -= 1;
    if (task === null) {
      this.stir();
      return;
    }
    this.running.set(task.ref.id, task);
    void task.done.then(() => {
      if (this.running.get(task.ref.id) === task) this.running.delete(task.ref.id);
      this.stir();
    });
  }

  cancel({ id, attempt, mode }: CancelOrder): void {
    const task = this.running.get(id);
    if (task?.ref.attempt === attempt) task.cancel(mode);
  }

  drop({ id, attempt }: TaskRef): void {
    const task = this.running.get(id);
    if (task?.ref.attempt === attempt) task.drop();
  }

  /** Resolves when no task runs or is about to start. */
  async idle(): Promise<void> {
    while (this.running.size + this.reserved > 0)
      await (this.running.size > 0 ? Promise.all(this.all.map(({ done }) => done)) : this.nextFreed);
  }

  private get isFull(): boolean {
    return this.running.size + this.reserved >= this.concurrency;
  }

  private stir(): void {
    this.wake();
    this.nextFreed = this.awaitFreed();
  }

  private awaitFreed(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
