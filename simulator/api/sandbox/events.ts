import type { Request, Response } from "express";
import { iso } from "../../core/common.js";
import type { Entities } from "../../core/entities.js";
import { invalidParameter } from "../../core/errors.js";
import type { Change } from "../../platform/store/index.js";
import type { SimulationSummary } from "../../sandbox/contract/answers.js";
import type { LoggedCommit } from "../../sandbox/event-log.js";
import { tokenOf } from "../http/authentication.js";
import type { SandboxContext } from "./context.js";
import { redact } from "./redact.js";
import { Sight } from "./sight.js";

/** Milliseconds between comments that keep a silent connection open. */
const KEEP_ALIVE = 15_000;

/** Unsent bytes after which a slow subscriber is disconnected. It may resume. */
const BACKLOG = 64 * 1024 * 1024;

/**
 * `GET /events`: all commits as server-sent events, in order. `event` is the object's type; `data` is `{seq, at, type, id,
 * action, before?, after?}` without secrets, where `action` is created, updated or deleted.
 *
 * A new subscriber first gets every existing object (`action` exists), then an event `live`, then changes; `?state=none` skips
 * the first part. A subscriber that reconnects with `Last-Event-ID` (or `?since=`) gets what it missed. If that is no longer
 * available, an event `restart` says that everything is sent from the start. `live` has the simulator's `instance`. A subscriber
 * that sends `?instance=` back is never confused with one of another simulator.
 *
 * Subscribers get events of objects that they may read (R21). When their permissions change, everything is sent from the start.
 * With `?logs=true`, an event `log` `{id, size}` says that the log of a plan or apply has grown.
 *
 * Returns a function that ends the stream.
 */
export function streamEvents(
  context: SandboxContext,
  req: Request,
  res: Response,
): { readonly end: () => void } {
  const { services, events } = context;
  const params = new URLSearchParams(req.url.split("?", 2)[1] ?? "");
  const since = sinceOf(req.headers["last-event-id"] ?? params.get("since"));
  const isOurs = [null, events.instance].includes(params.get("instance"));
  const told = new Told(context, new Sight(context, tokenOf(services, req)));
  const missed = since !== null && isOurs ? told.missed(since) : null;
  res.writeHead(200, {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    Connection: "keep-alive",
  });
  res.write("retry: 1000\n\n");
  if (missed !== null) for (const text of missed) res.write(text);
  else
    for (const text of told.anew(since !== null, since !== null || params.get("state") !== "none"))
      res.write(text);
  const send = (text: string) => {
    if (text === "") return;
    if (res.writableLength > BACKLOG) res.destroy();
    else res.write(text);
  };
  const unsubscribe = events.subscribe(
    (commit) => {
      const text = told.of(commit);
      if (text !== null) send(text);
      else for (const part of told.anew(true, true)) send(part);
    },
    () => res.end(),
  );
  const unfollow =
    params.get("logs") === "true" ? services.logs.follow((id, size) => send(told.log(id, size))) : () => {};
  const leave =
    params.get("simulations") === "true"
      ? context.simulations.follow((simulation) => send(told.simulation(simulation)))
      : () => {};
  const timer = setInterval(() => res.write(":\n\n"), KEEP_ALIVE);
  res.once("close", () => {
    clearInterval(timer);
    unsubscribe();
    unfollow();
    leave();
  });
  return {
    end() {
      unsubscribe();
      unfollow();
      leave();
      res.end();
    },
  };
}

/** The events of one subscriber, as text. */
class Told {
  private wasWhole: boolean;

  constructor(
    private readonly context: SandboxContext,
    private readonly sight: Sight,
  ) {
    this.wasWhole = sight.isWhole;
  }

  /** Everything that there is. */
  *anew(isRestart: boolean, withState: boolean): Generator<string> {
    const { services, events } = this.context;
    const at = iso(services.clock.now());
    const { seq, instance } = events;
    if (isRestart) yield `event: restart\ndata: ${JSON.stringify({ seq, at })}\n\n`;
    if (withState)
      for (const type of services.store.types)
        for (const entity of services.store.all(type))
          if (this.wasWhole || this.sight.shows(entity))
            yield block(type, { seq, at, type, id: entity.id, action: "exists", after: redact(entity) });
    yield block("live", { seq, at, instance }, String(seq));
  }

  /** A commit; null when everything has to be told again. */
  of(commit: LoggedCommit): string | null {
    const { isWhole } = this.sight;
    if (isWhole && this.wasWhole) return textOf(commit);
    const changes = isWhole === this.wasWhole ? this.sight.of(commit.changes) : null;
    this.wasWhole = isWhole;
    return changes && textOfChanges(commit, changes);
  }

  /** The commits after one; null when they are no longer known, or not all that changed. */
  missed(since: number): readonly string[] | null {
    const texts = this.context.events.since(since)?.map((commit) => this.of(commit)) ?? null;
    return texts === null || texts.includes(null) ? null : (texts as string[]);
  }

  /** How a simulation gets on is for the operator, whose alone simulations are. */
  simulation(simulation: SimulationSummary): string {
    return this.sight.isWhole ? block("simulation", simulation) : "";
  }

  log(id: string, size: number): string {
    const { store } = this.context.services;
    const phase = store.get("plans", id) ?? store.get("applies", id);
    const isShown = phase !== undefined && (this.wasWhole || this.sight.shows(phase));
    return isShown ? block("log", { id, size }) : "";
  }
}

function sinceOf(text: string | string[] | null): number | null {
  if (text === null || text === "") return null;
  if (typeof text === "string" && /^\d{1,15}$/.test(text)) return Number(text);
  throw invalidParameter("since", `'Last-Event-ID' or 'since' must be the id of an event, not '${text}'.`);
}

function block(event: string, data: unknown, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The text of a commit's events, which is the same for all subscribers. */
const texts = new WeakMap<LoggedCommit, string>();

function textOf(commit: LoggedCommit): string {
  const text = texts.get(commit) ?? textOfChanges(commit, commit.changes);
  texts.set(commit, text);
  return text;
}

/** Only the last event of a commit has an id: a subscriber that reconnects in the middle of a commit gets all of it again. */
function textOfChanges({ seq, at }: LoggedCommit, changes: readonly Change<Entities>[]): string {
  const last = changes.length - 1;
  return changes
    .map((change, i) => block(change.type, dataOf(change, seq, at), i === last ? String(seq) : undefined))
    .join("");
}

function dataOf({ type, id, before, after }: Change<Entities>, seq: number, at: number) {
  const action = before === undefined ? "created" : after === undefined ? "deleted" : "updated";
  return {
    seq,
    at: iso(at),
    type,
    id,
    action,
    ...(before !== undefined && { before: redact(before) }),
    ...(after !== undefined && { after: redact(after) }),
  };
}
