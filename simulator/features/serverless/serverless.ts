import type { Logger } from "pino";
import type { Delivery, Entities } from "../../core/entities.js";
import type { Store } from "../../core/schema.js";
import type { Clock } from "../../platform/clock/index.js";
import { OnceATurn } from "../../platform/once-a-turn.js";
import type { AllowedHosts } from "../../platform/outgoing/guard.js";
import type { Commit } from "../../platform/store/index.js";
import { answered, followTask } from "./delivery-life.js";
import { type Call, callWebhook } from "./webhook.js";

interface ServerlessOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly allowedHosts: AllowedHosts;
}

/**
 * Calls the webhook of a serverless pool when a task waits in it, so that somebody starts an agent. The calls and their times are
 * stored (`Delivery`); this class makes them and records the results.
 */
export class Serverless {
  private readonly changed = new Map<string, { returned: boolean }>();
  private readonly calls = new Set<Promise<void>>();
  private readonly closing = new AbortController();
  private readonly ends: (() => void)[];
  private readonly turn: OnceATurn;

  constructor(private readonly options: ServerlessOptions) {
    const { store, clock } = options;
    this.turn = new OnceATurn(
      () => this.followChanged(),
      (error) => this.stopped(error),
    );
    this.ends = [
      store.onCommit((commit) => this.follow(commit)),
      // An advance continues when the calls of the step before have been answered.
      clock.beforeAdvance(() => this.settled()),
    ];
    for (const task of store.all("tasks")) if (task.status === "queued") this.look(task.id);
  }

  async close(): Promise<void> {
    this.turn.close();
    this.closing.abort();
    for (const end of this.ends) end();
    await this.settled();
  }

  private async settled(): Promise<void> {
    await Promise.all(this.calls);
  }

  private follow({ changes }: Commit<Entities>): void {
    for (const change of changes) {
      if (change.type === "tasks") {
        const returned = change.before?.status === "assigned" && change.after?.status === "queued";
        this.look(change.id, returned);
      } else if (change.type === "agent-pools") this.followPool(change.id);
      else if (change.type === "deliveries" && change.after) {
        // Without one before it is new, or came with a state that took the place of all there was.
        const before = change.before?.attempts ?? (change.after.status === "pending" ? 0 : Number.NaN);
        if (change.after.attempts > before) this.call(change.after);
      }
    }
  }

  /** Its webhook may have been switched on or off. */
  private followPool(pool: string): void {
    for (const task of this.options.store.find("tasks", "pool", pool)) this.look(task.id);
    for (const { task } of this.options.store.find("deliveries", "pool", pool)) this.look(task);
  }

  private look(task: string, returned = false): void {
    this.changed.set(task, { returned: returned || (this.changed.get(task)?.returned ?? false) });
    this.turn.ask();
  }

  private followChanged(): void {
    const { store, clock } = this.options;
    const changed = [...this.changed].filter(([id, { returned }]) => returned || this.concerns(id));
    this.changed.clear();
    if (changed.length === 0) return;
    store.transact((tx) => {
      for (const [id, { returned }] of changed) followTask(tx, id, returned, clock.now());
    });
  }

  /** Most tasks have nothing to do with a webhook and cost no transaction. */
  private concerns(id: string): boolean {
    const { store } = this.options;
    const task = store.get("tasks", id);
    const pool = task && store.get("agent-pools", task.pool);
    return store.count("deliveries", "task", id) > 0 || (pool?.webhookEnabled ?? false);
  }

  private stopped(error: unknown): void {
    this.options.log.error({ error }, "webhooks stopped: the store does not accept changes");
  }

  private call(delivery: Delivery): void {
    const call = this.make(delivery).finally(() => this.calls.delete(call));
    this.calls.add(call);
  }

  private async make(delivery: Delivery): Promise<void> {
    const { store, clock, log, allowedHosts } = this.options;
    const pool = store.get("agent-pools", delivery.pool);
    const call = this.describe(delivery);
    if (pool === undefined || pool.webhookUrl === null || call === null) return;
    try {
      // An agent that is started at once finds what it was started for on disk.
      await store.flushed();
      const { signal } = this.closing;
      const answer = await callWebhook(pool.webhookUrl, pool.webhookHeaders, call, allowedHosts, signal);
      if (signal.aborted) return;
      log.info({ delivery: delivery.id, pool: pool.id, answer }, "called a webhook");
      store.transact((tx) => answered(tx, delivery.id, delivery.attempts, answer, clock.now()));
    } catch (error) {
      this.stopped(error);
    }
  }

  private describe({ task, action, run, workspace, createdAt }: Delivery): Call | null {
    const environment = this.options.store.get("workspaces", workspace)?.environment;
    if (environment === undefined) return null;
    return {
      task_id: task,
      action,
      run_id: run,
      workspace_id: workspace,
      environment_id: environment,
      created_at: new Date(createdAt).toISOString(),
    };
  }
}
