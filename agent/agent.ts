import { heartbeatLoop } from "./heartbeat.js";
import { pollLoop } from "./poll.js";
import { AgentError, type AgentExit } from "./process/exit-codes.js";
import { persist } from "./protocol/backoff.js";
import { HttpError } from "./protocol/http.js";
import type {
  HeartbeatRequest,
  Orders,
  RegisterResponse,
  TaskOffer,
  TasksResponse,
} from "./protocol/protocol.js";
import type { Server } from "./protocol/server.js";
import type { Logger } from "./settings/logger.js";
import type { AgentSettings, StopAction } from "./settings/settings.js";
import { shutDown } from "./shutdown.js";
import { SingleTask } from "./single-task.js";
import { RunningTask, type TaskDependencies } from "./tasks/running-task.js";
import { Tasks } from "./tasks/tasks.js";
import { VcsWork } from "./vcs/vcs-work.js";

/** Milliseconds that an assigned task waits for a free place. */
const PLACE_PATIENCE = 1_000;

/** How an agent ended. */
export interface AgentEnd {
  readonly exit: AgentExit;
  readonly message: string;
}

/** An agent that has joined its pool. */
export class Agent {
  readonly id: string;
  readonly name: string;
  readonly pool: { readonly id: string; readonly name: string };
  /** Resolves when the agent has left and everything that it started has ended. */
  readonly ended: Promise<AgentEnd>;
  readonly tasks: Tasks;
  private readonly working = new AbortController();
  private askToStop: (action: StopAction) => void = () => {};
  private readonly stopAsked = new Promise<StopAction>((resolve) => {
    this.askToStop = resolve;
  });
  private readonly forced = new AbortController();
  private draining = false;
  /** Tasks that were handed out and wait for a place here. */
  private owed = 0;
  private readonly single = new SingleTask();
  private waitedInVain = false;
  /** R5, R6: an agent of a VCS pool has other tasks, and none of runs. */
  private readonly vcs: VcsWork | null;

  constructor(
    readonly settings: AgentSettings,
    readonly session: RegisterResponse,
    readonly server: Server,
    private readonly deps: TaskDependencies,
  ) {
    this.id = session.agent.id;
    this.name = session.agent.name;
    this.pool = session.pool;
    this.tasks = new Tasks(settings.concurrency);
    this.vcs = session.pool.vcsEnabled ? new VcsWork({ ...deps, session }) : null;
    this.ended = this.work();
  }

  private get log(): Logger {
    return this.deps.log;
  }

  /**
   * Leaves the pool, doing with running tasks what `action` says (by default SCALR_AGENT_WORKER_ON_STOP_ACTION). Asked
   * a second time, or with `force-shutdown`, what still runs is killed.
   */
  stop(action: StopAction = this.settings.onStop): Promise<AgentEnd> {
    if (this.draining || action === "force-shutdown") this.forced.abort();
    this.draining = true;
    this.askToStop(action);
    return this.ended;
  }

  /** Resolves when nothing runs any more. VCS tasks are taken on no more from here on. */
  async idle(): Promise<void> {
    await Promise.all([this.tasks.idle(), this.vcs?.drain()]);
  }

  private async work(): Promise<AgentEnd> {
    const { server, session, settings, log } = this;
    const { signal } = this.working;
    const heartbeats = heartbeatLoop(
      server,
      session,
      () => this.report(),
      (orders) => this.obey(orders),
      log,
      signal,
    );
    const polls = pollLoop({
      server,
      session,
      slots: () => (this.takesNoMore ? 0 : settings.concurrency),
      owes: () => this.owed > 0,
      handle: (answer) => this.handle(answer),
      log,
      signal,
    });
    for (const loop of [heartbeats, polls]) loop.catch(() => {});
    if (this.vcs === null) this.deps.runners.prepare();
    this.leaveAfterOneTask(signal);
    try {
      const action = await Promise.race([this.stopAsked, heartbeats, polls]);
      await shutDown(this, action!, this.forced.signal, log);
      return this.leave;
    } catch (error) {
      return this.dismissed(error);
    } finally {
      this.working.abort();
      for (const task of this.tasks.all) task.drop();
      // Cuts off what is being said, or a task that is about to be started would be waited for.
      server.close();
      await Promise.all([this.tasks.idle(), this.vcs?.close()]);
      this.deps.runners.close();
      await this.deps.planFolders.close();
      await this.deps.scratch.close();
    }
  }

  private get takesNoMore(): boolean {
    return this.draining || (this.settings.singleTask !== null && this.single.isTaken);
  }

  /** An agent of a serverless pool does one task and leaves. */
  private leaveAfterOneTask(signal: AbortSignal): void {
    const { singleTask } = this.settings;
    if (singleTask === null) return;
    this.single.over(singleTask, signal).then(
      (done) => {
        if (!done) this.log.info(`no task came within ${singleTask} seconds`);
        this.waitedInVain = !done;
        void this.stop("drain");
      },
      () => {
        // The agent has ended for another reason.
      },
    );
  }

  /** It left its pool. */
  private get leave(): AgentEnd {
    return {
      exit: this.waitedInVain ? "idle" : "stopped",
      message: `Agent '${this.name}' (${this.id}) has left its pool.`,
    };
  }

  /** R13: an agent that cannot work says so, and gets no work until it can again. */
  private async report(): Promise<HeartbeatRequest> {
    const trouble = await this.deps.scratch.trouble();
    const tasks = this.tasks.refs;
    if (trouble !== null) return { status: "errored", errorMessage: trouble, tasks };
    return { status: this.draining ? "draining" : "ready", tasks };
  }

  /** The server wants no more of this agent. */
  private dismissed(error: unknown): AgentEnd {
    if (error instanceof AgentError) return { exit: error.exit, message: error.message };
    if (error instanceof HttpError && error.status === 401)
      return { exit: "dismissed", message: error.message };
    return { exit: "failure", message: error instanceof Error ? error.message : String(error) };
  }

  private obey({ cancel, drop, stop }: Orders): void {
    if (stop !== null) throw new AgentError("dismissed", stop.message);
    for (const order of cancel) this.tasks.cancel(order);
    for (const ref of drop) this.tasks.drop(ref);
  }

  private async handle(answer: TasksResponse): Promise<void> {
    this.obey(answer);
    await Promise.all(answer.tasks.map((offer) => this.take(offer)));
  }

  /**
   * Starts a task that was handed out. The server may know before the agent does that an earlier task has ended here: then
   * the new one waits for its place, and no poll waits for it.
   */
  private async take(offer: TaskOffer): Promise<void> {
    if (this.takesNoMore) return this.giveBack(offer);
    if (this.tasks.reserve()) return this.start(offer);
    this.log.debug("an offered task waits for a place", { task: offer.id });
    this.owed += 1;
    this.takeNext(offer)
      .catch(() => {
        // The agent was dismissed: its polls are told so too.
      })
      .finally(() => {
        this.owed -= 1;
      });
  }

  /** Starts a task in the next place that becomes free, or gives it back when none does soon. */
  private async takeNext(offer: TaskOffer): Promise<void> {
    const isThere = await this.tasks.reserveNext(PLACE_PATIENCE);
    await (isThere ? this.start(offer) : this.giveBack(offer));
  }

  /**
   * Another agent may have a place for a task that has none here. It must not wait for a poll that awaits nothing: on a busy
   * agent that is half a minute away.
   */
  private async giveBack(offer: TaskOffer): Promise<void> {
    try {
      await this.server.giveBack(this.session.sessionToken, offer);
    } catch (error) {
      if (error instanceof HttpError && error.status === 401) throw error;
      this.log.debug(`a task could not be given back: ${(error as Error).message}`, { task: offer.id });
    }
  }

  /**
   * Has a place for the task. R17: once the server has said that the task is started, it is this agent's; before that it may
   * go elsewhere.
   */
  private async start(offer: TaskOffer): Promise<void> {
    let task: RunningTask | null = null;
    try {
      if (this.takesNoMore) return await this.giveBack(offer);
      const started = await persist(this.working.signal, () =>
        this.server.start(this.session.sessionToken, offer, this.deps.planFolders.inputsOf(offer)),
      );
      // The agent has ended in the meantime: this would outlive it, with nobody to drop it.
      this.working.signal.throwIfAborted();
      task = new RunningTask(offer, started, this.deps);
      this.single.started(task);
    } catch (error) {
      if (error instanceof HttpError && error.status === 401) throw error;
      this.log.debug(`an offered task was withdrawn: ${(error as Error).message}`, {
        task: offer.id,
      });
    } finally {
      this.tasks.settle(task);
    }
  }
}
