import type { CancelOrder, TaskRef } from "../protocol/protocol.js";
import type { RunningTask } from "./running-task.js";

/** The tasks that run here, and the places that are left (R8). */
export class Tasks {
  private readonly running = new Map<string, RunningTask>();
  /** Places taken by tasks that are about to be started. */
  private reserved = 0;
  private wake = () => {};
  private nextFreed = this.awaitFreed();

  constructor(private readonly concurrency: number) {}

  get free(): number {
    return Math.max(0, this.concurrency - this.running.size - this.reserved);
  }

  get refs(): TaskRef[] {
    return [...this.running.values()].map(({ ref }) => ref);
  }

  get all(): readonly RunningTask[] {
    return [...this.running.values()];
  }

  /** Takes a place before a task is started; false when there is none. */
  reserve(): boolean {
    if (this.free === 0) return false;
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

  /** Resolves when a place becomes free. */
  freed(): Promise<void> {
    return this.nextFreed;
  }

  /** Resolves when no task runs or is about to start. */
  async idle(): Promise<void> {
    while (this.running.size + this.reserved > 0)
      await (this.running.size > 0 ? Promise.all(this.all.map(({ done }) => done)) : this.freed());
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
