import { executorOf, runPhase } from "../executors/index.js";
import type { ExecutorHost, TaskOrder } from "../executors/shared/executor.js";
import { WatchedPrograms } from "../executors/shared/programs.js";
import type { Tool } from "../executors/shared/tools.js";
import { CANCEL_GRACE, type TaskEnd, type TaskEvents, type TaskRunner } from "./task-runner.js";

/** A task that only starts programs: tofu or terraform, and hooks. The agent starts them itself, without another Node process. */
export class ProgramTask implements TaskRunner {
  readonly user = null;
  private readonly programs = new WatchedPrograms();
  private readonly canceling = new AbortController();
  private killTimer: NodeJS.Timeout | undefined;
  private end: (end: TaskEnd) => void = () => {};

  constructor(private readonly tool: Tool) {}

  async run(order: TaskOrder, { log, stateGrown, checking }: TaskEvents): Promise<TaskEnd> {
    const killed = new Promise<TaskEnd>((resolve) => {
      this.end = resolve;
    });
    const work = this.work(order, {
      log: (text: string | Buffer) => log(Buffer.from(text)),
      stateGrown,
      checking,
    });
    return Promise.race([work, killed]).finally(() => clearTimeout(this.killTimer));
  }

  private async work(order: TaskOrder, events: Omit<ExecutorHost, "signal" | "programs">) {
    const executor = await executorOf({ tool: this.tool });
    const { signal } = this.canceling;
    const result = await runPhase(executor, order, { ...events, signal, programs: this.programs });
    return { result, stays: false };
  }

  cancel(grace = CANCEL_GRACE): void {
    this.canceling.abort();
    this.killTimer ??= setTimeout(() => this.kill(), grace * 1_000);
  }

  kill(): void {
    this.canceling.abort();
    this.programs.killAll();
    this.end({ result: null, how: "SIGKILL" });
  }
}
