import type { ScalrClient } from "../../../provider/client/index.js";
import type { Entities, EntityType } from "../../../simulator/core/entities.js";
import { sandboxApi } from "../../client/sandbox-api.js";
import { type Change, serverSentEvents } from "../../events/sse.js";

export type { Change } from "../../events/sse.js";

/** Seconds to wait for an event that must happen. Only a defect takes so long, even on a busy machine. */
export const PATIENCE = 240;

/** Milliseconds between two looks if no event comes. Files and processes cause no events. */
const LONGEST_PAUSE = 250;

/**
 * Follows the simulator's event stream: first what exists, then every change. All that the demo claims about runs,
 * tasks and agents is read off this, not off what it asked for.
 */
export class Observer {
  readonly changes: Change[] = [];
  private readonly objects = new Map<EntityType, Map<string, unknown>>();
  private readonly waiters = new Set<() => void>();
  private readonly listeners = new Set<() => void>();
  private failure: Error | undefined;
  private live = false;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: ScalrClient,
    private readonly signal: AbortSignal,
  ) {}

  /** Connects, and resolves once it knows all that exists. */
  async start(): Promise<void> {
    const response = await this.client.stream(`${sandboxApi}/events`, {
      headers: { accept: "text/event-stream" },
      signal: this.signal,
    });
    this.reading = this.read(response.body!).catch((error: unknown) => {
      this.failure = error instanceof Error ? error : new Error(String(error));
      this.wake();
    });
    await this.until("the simulator's event stream opens", () => this.live);
  }

  /** Follows the simulator again after it was restarted. What was seen before stays among the changes. */
  async restart(): Promise<void> {
    await this.reading;
    this.failure = undefined;
    this.live = false;
    this.objects.clear();
    await this.start();
  }

  get<T extends EntityType>(type: T, id: string): Entities[T] | undefined {
    return this.objects.get(type)?.get(id) as Entities[T] | undefined;
  }

  all<T extends EntityType>(type: T): Entities[T][] {
    return [...(this.objects.get(type)?.values() ?? [])] as Entities[T][];
  }

  of<T extends EntityType>(type: T): Change<T>[] {
    return this.changes.filter((change) => change.type === type) as unknown as Change<T>[];
  }

  /** Resolves when `test` is true. It looks after every change and a few times a second, and fails after `seconds` with `what` in the error. */
  async until(what: string, test: () => boolean, seconds = PATIENCE): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (!test()) {
      this.signal.throwIfAborted();
      if (this.failure !== undefined) throw this.failure;
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`Timed out after ${seconds} s: ${what}.`);
      await this.nextChange(Math.min(left, LONGEST_PAUSE));
    }
  }

  /** Calls `listener` after every change, until the function that it returns is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private nextChange(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(done);
        this.signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiters.add(done);
      this.signal.addEventListener("abort", done, { once: true });
    });
  }

  private wake(): void {
    for (const call of [...this.waiters, ...this.listeners]) call();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    for await (const { data } of serverSentEvents(body)) this.take(JSON.parse(data) as Change);
    if (!this.signal.aborted) throw new Error("The simulator's event stream ended.");
  }

  private take(change: Change): void {
    if (change.type === undefined) {
      this.live = true;
      this.wake();
      return;
    }
    this.changes.push(change);
    const objects = this.objects.get(change.type) ?? new Map<string, unknown>();
    this.objects.set(change.type, objects);
    if (change.action === "deleted") objects.delete(change.id);
    else objects.set(change.id, change.after);
    this.wake();
  }
}
