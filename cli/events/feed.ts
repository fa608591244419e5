import { setTimeout as sleep } from "node:timers/promises";
import { ScalrApiError, type ScalrClient, ScalrConnectionError } from "../../provider/client/index.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { CliError } from "../shell/errors.js";
import { type Change, serverSentEvents } from "./sse.js";

/** The messages of a feed, in order. */
export type FeedEvent =
  /** Also at first: everything known so far is void; all that exists follows, up to `live`. */
  | { readonly kind: "restart" }
  /** `isLast`: no other change belongs to the same commit. */
  | { readonly kind: "change"; readonly change: Change; readonly isLast: boolean }
  /** All that exists was told, or what was missed meanwhile will be. `at` is sandbox time. */
  | { readonly kind: "live"; readonly at: string }
  | { readonly kind: "lost"; readonly reason: string }
  /** The connection is back; what was missed follows. */
  | { readonly kind: "back" };

export interface FeedOptions {
  /** A client for each attempt: a simulator that was started again may be elsewhere. */
  readonly connect: () => ScalrClient;
  readonly signal: AbortSignal;
  /** Milliseconds before the first attempt after a loss; each further one waits longer, up to ten times as long. */
  readonly pause?: number;
  /** Milliseconds without a byte after which a connection is taken for dead; the simulator writes every 15 s. */
  readonly silence?: number;
}

interface Place {
  readonly id: string;
  readonly instance: string;
}

/**
 * Follows the simulator's event stream. After a lost connection it resumes, or starts again if the simulator no longer has that
 * position or is another one. It is an error if there is no simulator at first, or if it rejects the request, but not if it stops
 * later.
 */
export async function* feed(options: FeedOptions): AsyncGenerator<FeedEvent> {
  const { connect, signal, pause = 200 } = options;
  let place: Place | undefined;
  let failures = 0;
  let hasBeenConnected = false;
  while (!signal.aborted) {
    try {
      for await (const event of attempt(connect(), place, options)) {
        if (event.kind === "open") {
          if (hasBeenConnected) yield { kind: "back" };
          if (place === undefined) yield { kind: "restart" };
          hasBeenConnected = true;
          failures = 0;
        } else if (event.kind === "place") place = event.place;
        else yield event;
      }
      throw new Error("The simulator ended the stream.");
    } catch (error) {
      if (signal.aborted) return;
      if (!hasBeenConnected || !isPassing(error)) throw error;
      if (failures === 0) yield { kind: "lost", reason: (error as Error).message };
    }
    failures += 1;
    await sleep(pause * Math.min(failures, 10), undefined, { signal }).catch(() => {});
  }
}

type AttemptEvent = FeedEvent | { readonly kind: "open" } | { readonly kind: "place"; readonly place: Place };

async function* attempt(
  client: ScalrClient,
  place: Place | undefined,
  { signal, silence = 45_000 }: FeedOptions,
): AsyncGenerator<AttemptEvent> {
  const dead = new AbortController();
  const timer = setTimeout(() => dead.abort(new Error("The sandbox stopped sending events.")), silence);
  try {
    const response = await client.stream(
      `${sandboxApi}/events${place === undefined ? "" : `?instance=${encodeURIComponent(place.instance)}`}`,
      {
        headers: { accept: "text/event-stream", ...(place && { "last-event-id": place.id }) },
        signal: AbortSignal.any([signal, dead.signal]),
      },
    );
    yield { kind: "open" };
    let instance = place?.instance;
    const body = watched(response.body!, () => timer.refresh());
    for await (const { event, data, id } of serverSentEvents(body)) {
      const told = JSON.parse(data) as Change & { readonly instance?: string };
      if (event === "restart") yield { kind: "restart" };
      else if (event === "live") {
        instance = told.instance;
        yield { kind: "live", at: told.at };
      } else yield { kind: "change", change: told, isLast: id !== undefined };
      if (id !== undefined && instance !== undefined) yield { kind: "place", place: { id, instance } };
    }
  } finally {
    clearTimeout(timer);
    dead.abort();
  }
}

async function* watched(body: AsyncIterable<Uint8Array>, seen: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    seen();
    yield chunk;
  }
}

/** Whether a retry can succeed: the simulator is unreachable or has failed. A rejection is final. */
function isPassing(error: unknown): boolean {
  if (error instanceof ScalrApiError) return error.status >= 500 || error.status === 429;
  if (error instanceof ScalrConnectionError)
    return ["refused", "dropped", "timeout", "canceled"].includes(error.fault);
  if (error instanceof SyntaxError) return false;
  // Its notice in the data folder goes when it stops.
  return error instanceof CliError ? error.exit === "cannotConnect" : true;
}
