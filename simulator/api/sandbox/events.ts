import type { Request, Response } from "express";
import type { Entities } from "../../entities.js";
import { invalidParameter } from "../../resources/errors.js";
import type { Change } from "../../store/index.js";
import type { SandboxContext } from "./context.js";
import type { LoggedCommit } from "./event-log.js";
import { redact } from "./redact.js";

/** Milliseconds between comments that keep a silent connection open. */
const KEEP_ALIVE = 15_000;

/** Bytes that may wait for a subscriber that does not read; beyond, it is cut off and may resume. */
const BACKLOG = 64 * 1024 * 1024;

/**
 * `GET /events`: what is committed, as server-sent events in order of commit. `event` is the object's type; `data` is
 * `{seq, at, type, id, action, before?, after?}`, with `action` created, updated or deleted, and without secrets.
 *
 * A new subscriber first hears of every object that there is (`action` exists), then an event `live`, then what
 * changes; `?state=none` leaves out the first part. One that comes back with `Last-Event-ID` (or `?since=`) hears of
 * what it missed. When that is no longer known, an event `restart` says that everything is told from the start. `live` tells
 * the simulator's `instance`; whoever gives it back as `?instance=` is never mistaken for a subscriber of this one.
 *
 * What it returns ends the stream.
 */
export function streamEvents(
  { services, events }: SandboxContext,
  req: Request,
  res: Response,
): { readonly end: () => void } {
  const params = new URLSearchParams(req.url.split("?", 2)[1] ?? "");
  const since = sinceOf(req.headers["last-event-id"] ?? params.get("since"));
  const isOurs = [null, events.instance].includes(params.get("instance"));
  const missed = since !== null && isOurs ? events.since(since) : null;
  res.writeHead(200, {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    Connection: "keep-alive",
  });
  res.write("retry: 1000\n\n");
  if (missed !== null) for (const commit of missed) res.write(textOf(commit));
  else {
    const at = new Date(services.clock.now()).toISOString();
    if (since !== null) res.write(`event: restart\ndata: ${JSON.stringify({ seq: events.seq, at })}\n\n`);
    if (since !== null || params.get("state") !== "none") {
      for (const type of services.store.types)
        for (const entity of services.store.all(type))
          res.write(
            block(type, {
              seq: events.seq,
              at,
              type,
              id: entity.id,
              action: "exists",
              after: redact(entity),
            }),
          );
    }
    res.write(block("live", { seq: events.seq, at, instance: events.instance }, String(events.seq)));
  }
  const unsubscribe = events.subscribe(
    (commit) => {
      if (res.writableLength > BACKLOG) res.destroy();
      else res.write(textOf(commit));
    },
    () => res.end(),
  );
  const timer = setInterval(() => res.write(":\n\n"), KEEP_ALIVE);
  res.once("close", () => {
    clearInterval(timer);
    unsubscribe();
  });
  return {
    end() {
      unsubscribe();
      res.end();
    },
  };
}

function sinceOf(text: string | string[] | null): number | null {
  if (text === null || text === "") return null;
  if (typeof text === "string" && /^\d{1,15}$/.test(text)) return Number(text);
  throw invalidParameter("since", `'Last-Event-ID' or 'since' must be the id of an event, not '${text}'.`);
}

function block(event: string, data: unknown, id?: string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The commit that was told last: every subscriber is sent the same text. */
let latest: { readonly commit: LoggedCommit; readonly text: string } | undefined;

/** Only a commit's last event has an id: whoever comes back after half a commit is told all of it again. */
function textOf(commit: LoggedCommit): string {
  if (latest?.commit !== commit) {
    const { seq, at, changes } = commit;
    const last = changes.length - 1;
    const blocks = changes.map((change, i) =>
      block(change.type, dataOf(change, seq, at), i === last ? String(seq) : undefined),
    );
    latest = { commit, text: blocks.join("") };
  }
  return latest.text;
}

function dataOf({ type, id, before, after }: Change<Entities>, seq: number, at: number) {
  const action = before === undefined ? "created" : after === undefined ? "deleted" : "updated";
  return {
    seq,
    at: new Date(at).toISOString(),
    type,
    id,
    action,
    ...(before !== undefined && { before: redact(before) }),
    ...(after !== undefined && { after: redact(after) }),
  };
}
