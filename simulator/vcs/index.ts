import type { Logger } from "pino";
import type { VcsFinishRequest, VcsWatched, VcsWatchResult } from "../../agent/protocol/protocol.js";
import type { Entities, VcsTask } from "../core/entities.js";
import type { DataObject } from "../core/kept-types/types.js";
import type { Store, Tx } from "../core/schema.js";
import type { RunDispatch } from "../core/services.js";
import type { Clock } from "../platform/clock/index.js";
import { OnceATurn } from "../platform/once-a-turn.js";
import type { Commit } from "../platform/store/index.js";
import type { RunContext } from "../runs/create-run.js";
import type { Follower } from "./follower.js";
import { ingressFailed, ingressFinished } from "./ingress.js";
import { repositoryOf, watched } from "./pushes.js";
import { isTold, queueStatus } from "./statuses.js";
import { isOpen, isPooled, moveVcsTask, type PooledProvider } from "./task-life.js";
import { VcsDispatcher } from "./vcs-task-dispatcher.js";
import { keepWatching } from "./watching.js";

export { vcsDeadlines } from "./vcs-task-deadlines.js";

export interface VcsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dispatch: RunDispatch;
  readonly baseUrl: () => string;
  /** What follows repositories beside workspaces. */
  readonly follower: Follower;
}

/**
 * R6: Git servers that only agents of a VCS pool can reach. The tasks follow from stored objects. Agents get them and report the
 * results.
 */
export class Vcs {
  readonly dispatcher: VcsDispatcher;
  private readonly providers = new Set<string>();
  private readonly runs = new Set<string>();
  private readonly gone = new Set<string>();
  private readonly ends: (() => void)[];
  private readonly turn: OnceATurn;

  constructor(private readonly options: VcsOptions) {
    const { store, clock, log } = options;
    this.turn = new OnceATurn(
      () => this.pump(),
      (error) => log.error({ error }, "VCS tasks stopped: the store does not accept changes"),
    );
    this.dispatcher = new VcsDispatcher(store, clock, (tx, task) =>
      this.fetchFailed(this.operation(tx), task, task.error!),
    );
    this.ends = [store.onCommit((commit) => this.follow(commit))];
    for (const { id, agentPool } of store.all("vcs-providers"))
      if (agentPool !== null) this.providers.add(id);
    this.turn.ask();
  }

  close(): void {
    this.turn.close();
    for (const end of this.ends) end();
    this.dispatcher.close();
  }

  /** An agent reports how a task ended; it is current. */
  finish(task: VcsTask, { error, result }: VcsFinishRequest): void {
    this.options.store.transact((tx) => {
      const op = this.operation(tx);
      if (result === null) {
        const why = error ?? "The agent did not say why.";
        moveVcsTask(tx, task, "fail", { finishedAt: op.now, error: why });
        this.fetchFailed(op, task, why);
        return;
      }
      moveVcsTask(tx, task, "finish", { finishedAt: op.now, result });
      const provider = tx.get("vcs-providers", task.provider);
      if (!isPooled(provider)) return;
      if (result.kind === "watch")
        for (const seen of (result as VcsWatchResult).repositories) this.looked(tx, provider, seen, op.now);
      else if (result.kind !== "fetch") return;
      else if (task.ingress !== null) ingressFinished(op, task, result, provider);
      else this.options.follower.fetched(op, task, result, provider);
    });
  }

  private looked(tx: Tx, provider: PooledProvider, seen: VcsWatched, now: number): void {
    const { follower } = this.options;
    const isFollowed = follower.followed(tx, provider.id).some((each) => each.repository === seen.repository);
    const before = repositoryOf(tx, provider.id, seen.repository)?.heads ?? null;
    watched(tx, provider, seen, now, isFollowed);
    if (isFollowed) follower.seen(tx, provider, seen, now, before);
  }

  private fetchFailed(op: Pick<RunContext, "tx" | "now">, task: VcsTask, why: string): void {
    ingressFailed(op, task, why);
    if (this.options.follower.concerns(task)) this.options.follower.failed(op, task, why);
  }

  private operation(tx: Tx): RunContext {
    const { clock, dispatch } = this.options;
    return { tx, now: clock.now(), caller: { user: null }, services: { dispatch } };
  }

  private follow({ changes }: Commit<Entities>): void {
    for (const change of changes) {
      if (change.type === "vcs-providers") this.providers.add(change.id);
      else if (change.type === "vcs-tasks") {
        const task = (change.after ?? change.before)!;
        if (task.request.kind === "watch" && !(change.after && isOpen(task)))
          this.providers.add(task.provider);
      } else if (change.type === "workspaces") {
        for (const workspace of [change.before, change.after])
          if (workspace?.vcsProvider) this.providers.add(workspace.vcsProvider);
      } else if (this.options.follower.types.includes(change.type)) {
        for (const followed of [change.before, change.after] as readonly (DataObject | undefined)[])
          if (followed?.vcsProvider) this.providers.add(followed.vcsProvider);
      } else if (change.type === "runs") {
        if (isTold(change.before, change.after)) this.runs.add(change.id);
      } else if (change.type === "agents") {
        if (change.after?.condition !== "online") this.gone.add(change.id);
      } else continue;
      this.turn.ask();
    }
  }

  private pump(): void {
    const { store, clock, baseUrl, follower } = this.options;
    for (const agent of this.gone) this.dispatcher.agentGone(agent, "its agent was lost");
    this.gone.clear();
    const providers = [...this.providers];
    const runs = [...this.runs].filter((id) => this.isFromRepository(id));
    this.providers.clear();
    this.runs.clear();
    if (providers.length + runs.length > 0)
      store.transact((tx) => {
        for (const id of providers)
          keepWatching(tx, id, clock.now(), follower, (task, why) =>
            this.fetchFailed({ tx, now: clock.now() }, task, why),
          );
        for (const id of runs) queueStatus(tx, id, baseUrl(), clock.now());
      });
    this.dispatcher.look();
  }

  /** Most runs are not, and cost no transaction. */
  private isFromRepository(id: string): boolean {
    const { store } = this.options;
    const run = store.get("runs", id);
    return run !== undefined && !!store.get("configuration-versions", run.configurationVersion)?.vcsRevision;
  }
}
