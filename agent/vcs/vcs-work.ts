import { Backoff, isTransient, persist } from "../protocol/backoff.js";
import { HttpError } from "../protocol/http.js";
import type {
  RegisterResponse,
  TaskRef,
  VcsFinishRequest,
  VcsOrder,
  VcsPollResponse,
} from "../protocol/protocol.js";
import type { Server } from "../protocol/server.js";
import type { Logger } from "../settings/logger.js";
import type { AgentSettings } from "../settings/settings.js";
import type { ScratchSpace } from "../tasks/scratch.js";
import { checkGit, GitError } from "./git.js";
import { Relay } from "./push-notices.js";
import { doVcsTask } from "./tasks.js";

export interface VcsWorkOptions {
  readonly settings: AgentSettings;
  readonly session: RegisterResponse;
  readonly server: Server;
  readonly log: Logger;
  readonly scratch: ScratchSpace;
}

interface Running {
  readonly ref: TaskRef;
  readonly isWatch: boolean;
  readonly gone: AbortController;
  readonly done: Promise<void>;
}

/**
 * R6: the work of an agent of a VCS pool: it polls for VCS tasks, executes them with the system's git, and reports the results.
 */
export class VcsWork {
  private readonly running = new Map<string, Running>();
  private readonly gone = new AbortController();
  private readonly ended: Promise<void>;
  private draining = false;
  /** Polls whose answer has not come yet. */
  private awaited = 0;
  private wake = () => {};
  private stirred = this.awaitStir();

  constructor(private readonly options: VcsWorkOptions) {
    this.ended = this.work().catch((error) => {
      if (!this.gone.signal.aborted) options.log.error(`VCS tasks ended: ${(error as Error).message}`);
    });
  }

  /** Takes on nothing new; resolves when what runs has ended. A watch has nothing to finish. */
  async drain(): Promise<void> {
    this.draining = true;
    for (const task of this.running.values()) if (task.isWatch) task.gone.abort();
    this.stir();
    while (this.running.size > 0) await Promise.all([...this.running.values()].map(({ done }) => done));
  }

  /** Drops everything, and resolves when it is gone. */
  async close(): Promise<void> {
    this.gone.abort();
    this.stir();
    for (const { gone } of this.running.values()) gone.abort();
    await Promise.all([this.ended, ...[...this.running.values()].map(({ done }) => done)]);
  }

  private get slots(): number {
    const busy = [...this.running.values()].filter(({ isWatch }) => !isWatch).length;
    return this.draining ? 0 : Math.max(0, this.options.settings.concurrency - busy);
  }

  private async work(): Promise<void> {
    const { settings, log, scratch } = this.options;
    const { signal } = this.gone;
    const relay = await Relay.open(settings.relayDir, log);
    const folder = await scratch.create({ id: "vcs", attempt: 0 });
    await checkGit(folder.tmpDir, signal).catch((error) => log.error((error as Error).message));
    const backoff = new Backoff(signal);
    try {
      while (!signal.aborted && !this.draining) {
        try {
          await this.poll(relay);
          backoff.reset();
        } catch (error) {
          // The loops of the agent itself say what is the matter with a session.
          if (!isTransient(error)) throw error;
          await backoff.pause();
        }
      }
    } finally {
      relay.close();
      await folder.remove();
    }
  }

  /** Resolves when its answer was obeyed, or when there is another poll to open: then the answer is obeyed when it comes. */
  private async poll(relay: Relay): Promise<void> {
    const { server, session } = this.options;
    const stirred = this.stirred;
    const request = server.vcsPoll(session.sessionToken, {
      running: [...this.running.values()].map(({ ref }) => ref),
      slots: this.slots,
      wait: session.pollWait,
      ...(this.awaited > 0 && { awaiting: true }),
    });
    this.awaited += 1;
    const obeyed = request
      .finally(() => {
        this.awaited -= 1;
      })
      .then((answer) => {
        if (!this.gone.signal.aborted) this.obey(answer, relay);
      });
    obeyed.catch(() => {});
    await Promise.race([obeyed, stirred]);
  }

  private obey({ tasks, cancel }: VcsPollResponse, relay: Relay): void {
    for (const { id, attempt } of cancel) {
      const task = this.running.get(id);
      if (task?.ref.attempt === attempt) task.gone.abort();
    }
    // What was on its way when the agent was asked to stop goes back when it leaves.
    if (!this.draining) for (const order of tasks) this.start(order, relay);
  }

  private start(order: VcsOrder, relay: Relay): void {
    this.running.get(order.id)?.gone.abort();
    const ref = { id: order.id, attempt: order.attempt };
    const gone = new AbortController();
    const signal = AbortSignal.any([gone.signal, this.gone.signal]);
    const done = this.execute(order, relay, signal)
      .catch((error) => {
        if (!signal.aborted)
          this.options.log.info(`gave up a VCS task: ${(error as Error).message}`, { task: ref.id });
      })
      .finally(() => {
        if (this.running.get(ref.id)?.gone === gone) this.running.delete(ref.id);
        this.stir();
      });
    this.running.set(ref.id, { ref, isWatch: order.request.kind === "watch", gone, done });
  }

  private async execute(order: VcsOrder, relay: Relay, signal: AbortSignal): Promise<void> {
    const { log, server, session } = this.options;
    const { request, attempt } = order;
    const what =
      request.kind === "watch"
        ? request.repositories.map(({ repository }) => repository).join(", ")
        : request.repository;
    log.debug(`started the ${request.kind} of ${what}`, { task: order.id });
    const report = await this.produce(order, relay, signal);
    await persist(signal, () => server.vcsFinish(session.sessionToken, order.id, report));
    const said = `the ${request.kind} of ${what} ${report.error === null ? "has finished" : `failed: ${report.error}`}`;
    log[request.kind === "watch" ? "debug" : "info"](said, { task: order.id, attempt });
  }

  private async produce(order: VcsOrder, relay: Relay, signal: AbortSignal): Promise<VcsFinishRequest> {
    const { settings, server, session, scratch } = this.options;
    const { attempt } = order;
    const folder = await scratch.create(order);
    try {
      const result = await doVcsTask(order, {
        folder: folder.tmpDir,
        settings,
        relay,
        signal,
        send: (archive) => persist(signal, () => server.vcsArchive(session.sessionToken, order, archive())),
      });
      return { attempt, error: null, result };
    } catch (error) {
      signal.throwIfAborted();
      const isTold = error instanceof GitError || (error instanceof HttpError && error.status === 422);
      if (error instanceof HttpError && !isTold) throw error;
      const message = error instanceof Error ? error.message : String(error);
      return { attempt, error: message, result: null };
    } finally {
      await folder.remove();
    }
  }

  private stir(): void {
    this.wake();
    this.stirred = this.awaitStir();
  }

  private awaitStir(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
