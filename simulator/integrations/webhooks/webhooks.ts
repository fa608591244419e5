import type { Logger } from "pino";
import type { Entities, EventCall, Notice } from "../../core/entities.js";
import type { Store, Tx } from "../../core/schema.js";
import { type Clock, wait } from "../../platform/clock/index.js";
import type { AllowedHosts } from "../../platform/outgoing/guard.js";
import { post } from "../../platform/outgoing/post.js";
import type { Change, Commit } from "../../platform/store/index.js";
import { callAnswered, cancelCall, isUnderWay, recordEvent } from "./call-life.js";
import { eventsOf } from "./event-rules.js";
import type { CallType } from "./kinds.js";
import { Lanes } from "./lanes.js";
import { CALLS_AT_ONCE } from "./limit-rules.js";
import { type Endpoints, type EventRequest, noticeRequest, webhookRequest } from "./requests.js";

export interface WebhooksOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly allowedHosts: AllowedHosts;
  readonly endpoints: Endpoints;
  /** Where the console is, known once the simulator listens. */
  readonly baseUrl: () => string;
}

const TYPES: readonly CallType[] = ["webhook-integration-deliveries", "notices"];

/** Real milliseconds that an advance of the clock waits for calls in progress. */
const ADVANCE_PATIENCE = 5_000;

type StoredCall = EventCall & { readonly webhook?: string; readonly integration?: string };

const CANCELED = "The integration was disabled before a call was accepted.";

/**
 * Sends events of runs to webhooks, Slack and EventBridge. The transaction that changes a run stores what to send, so no event
 * is lost; this class makes the calls and records the answers. It repeats a call that a crash interrupted: every event is
 * delivered at least once, or its last attempt failed.
 */
export class Webhooks {
  private readonly lanes: Lanes;
  private readonly types = new Map<string, CallType>();
  private readonly closing = new AbortController();
  private readonly ends: (() => void)[];
  /** An advance gave up waiting for a call. Until all calls are done, no other advance waits. */
  private isHungUp = false;

  constructor(private readonly options: WebhooksOptions) {
    const { store, clock } = options;
    this.lanes = new Lanes(CALLS_AT_ONCE, (id) => this.make(id));
    this.ends = [
      store.beforeCommit("runs", (tx, change) => this.record(tx, change)),
      store.onCommit((commit) => this.follow(commit)),
      clock.beforeAdvance(() => this.settled()),
    ];
    for (const type of TYPES)
      for (const call of store.all(type))
        if (isUnderWay(call as EventCall)) this.ask(type, call as StoredCall);
  }

  async close(): Promise<void> {
    for (const end of this.ends) end();
    this.lanes.drop();
    this.closing.abort();
    await this.lanes.settled();
  }

  /** An advance continues when the calls of its last step are answered. A call that hangs does not block it. */
  private async settled(): Promise<void> {
    if (this.isHungUp) return;
    const done = new AbortController();
    const calls = this.lanes.settled().finally(() => {
      this.isHungUp = false;
      done.abort();
    });
    const waited = wait(ADVANCE_PATIENCE, AbortSignal.any([done.signal, this.closing.signal]));
    if (await Promise.race([calls.then(() => false), waited])) this.isHungUp = true;
  }

  private record(tx: Tx, { before, after }: Extract<Change<Entities>, { type: "runs" }>): void {
    if (before === undefined || after === undefined || before.status === after.status) return;
    const { clock, baseUrl, endpoints } = this.options;
    for (const event of eventsOf(after))
      recordEvent(tx, { reader: tx, run: after, event, now: clock.now(), baseUrl: baseUrl() }, endpoints);
  }

  private follow({ changes }: Commit<Entities>): void {
    for (const { type, after } of changes)
      if (
        after !== undefined &&
        (TYPES as readonly string[]).includes(type) &&
        isUnderWay(after as EventCall)
      )
        this.ask(type as CallType, after as StoredCall);
  }

  private ask(type: CallType, { id, webhook, integration }: StoredCall): void {
    this.types.set(id, type);
    this.lanes.add(webhook ?? integration ?? id, id);
  }

  private requestOf(type: CallType, id: string): EventRequest | null | undefined {
    const { store, clock, allowedHosts, endpoints } = this.options;
    const call = store.get(type, id);
    if (call === undefined || !isUnderWay(call as EventCall)) return undefined;
    if (type === "notices") return noticeRequest(store, call as Notice, endpoints);
    return webhookRequest(store, call as never, clock.now(), allowedHosts);
  }

  private async make(id: string): Promise<void> {
    const { store, clock, log } = this.options;
    const type = this.types.get(id)!;
    try {
      // Everything sent is on disk first, so a receiver can read the run that it asks about.
      await store.flushed();
      const request = this.requestOf(type, id);
      if (request === undefined || this.closing.signal.aborted) return;
      if (request === null) return store.transact((tx) => cancelCall(tx, type, id, CANCELED));
      const outcome = await post({ ...request, signal: this.closing.signal });
      if (this.closing.signal.aborted) return;
      const { accepted, answer } = outcome;
      log.info({ call: id, accepted, status: answer?.status ?? null }, "told of an event of a run");
      store.transact((tx) => callAnswered(tx, type, id, request, outcome, clock.now()));
    } catch (error) {
      log.error({ error }, "calls about events stopped: the store does not accept changes");
    } finally {
      // Asked for again meanwhile, it is in progress already.
      this.types.delete(id);
    }
  }
}
