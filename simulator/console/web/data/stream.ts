import { signal } from "@preact/signals";
import { request, SANDBOX } from "./api.js";
import { readClock, setClock } from "./clock.js";
import { happenings, note } from "./happenings.js";
import { refreshSession, session } from "./session.js";
import { forgetSimulations, simulationTold } from "./simulations.js";
import { pause, visible, whenHidden } from "./visibility.js";
import { type Change, world } from "./world.js";

/** `since` is when the connection was lost, on the browser's clock. */
export type Connection =
  | { readonly state: "connecting" }
  | { readonly state: "live" }
  | { readonly state: "lost"; readonly since: number };

export const connection = signal<Connection>({ state: "connecting" });

/** How often the stream has restarted: data that was requested separately has to be requested again then. */
export const resyncs = signal(0);

/** The number of commits that were received: for data that the stream does not contain and a commit may have changed. */
export const commits = signal(0);

/** Milliseconds without data after which a connection counts as lost; the simulator sends something every 15 s. */
const SILENCE = 45_000;

/** Milliseconds before the first reconnection. Each further one waits longer, up to ten times as long. */
const PAUSE = 200;

/** Types whose changes can affect the user's permissions. */
const GRANTING: ReadonlySet<string> = new Set(["access-policies", "roles", "teams"]);

interface Place {
  readonly id: string;
  readonly instance: string;
}

const logListeners = new Set<(phase: string) => void>();

/** Calls back when the log of the plan or apply has grown, and after each reconnection. Returns a function that stops it. */
export function onLog(phase: string, grown: () => void): () => void {
  const listener = (id: string) => (id === phase || id === "") && grown();
  logListeners.add(listener);
  return () => logListeners.delete(listener);
}

let current: AbortController | undefined;

/** Follows the events until `stop`: resumes after a lost connection, or starts again if that is not possible. */
export function follow(): void {
  stop();
  const abort = new AbortController();
  current = abort;
  void run(abort.signal);
}

/** Stops following. Received objects are kept. */
function stop(): void {
  current?.abort();
  current = undefined;
}

/** Clears all received objects: the next user who signs in may not be allowed to see them. */
export function forget(): void {
  stop();
  world.clear();
  happenings.value = [];
  forgetSimulations();
  resyncs.value = 0;
  connection.value = { state: "connecting" };
}

async function run(signal: AbortSignal): Promise<void> {
  const place: { at?: Place } = {};
  let failures = 0;
  while (!signal.aborted) {
    await visible(signal);
    try {
      await attempt(place, signal, () => {
        failures = 0;
      });
    } catch {
      // Whatever it was: the way out is the same.
    }
    if (signal.aborted) return;
    failures += 1;
    if (connection.value.state !== "lost") connection.value = { state: "lost", since: Date.now() };
    await pause(PAUSE * Math.min(failures, 10), signal);
  }
}

async function attempt(place: { at?: Place }, outer: AbortSignal, opened: () => void): Promise<void> {
  const dead = new AbortController();
  const signal = AbortSignal.any([outer, dead.signal]);
  let watchdog = setTimeout(() => dead.abort(), SILENCE);
  const stopHiding = whenHidden(() => dead.abort());
  try {
    const { at } = place;
    const query = at ? `&instance=${encodeURIComponent(at.instance)}` : "";
    const response = await request(`${SANDBOX}events?logs=true&simulations=true${query}`, {
      headers: { Accept: "text/event-stream", ...(at && { "Last-Event-ID": at.id }) },
      signal,
    });
    if (response.status === 401 || response.status === 403) {
      await refreshSession();
      if (session.value === null) stop();
    }
    if (!response.ok) return;
    opened();
    const reader = new Reading(place);
    if (at) reader.isLive();
    for await (const text of textOf(response.body!)) {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => dead.abort(), SILENCE);
      reader.read(text);
    }
  } finally {
    clearTimeout(watchdog);
    stopHiding();
  }
}

/** Turns the stream's text into changes of the world. */
class Reading {
  private pending = "";
  private changes: Change[] = [];
  /** Whether all that exists is being told, to take the place of what was. */
  private isAnew: boolean;
  private instance: string | undefined;

  constructor(private readonly place: { at?: Place }) {
    this.isAnew = place.at === undefined;
    this.instance = place.at?.instance;
  }

  read(text: string): void {
    const blocks = (this.pending + text).split("\n\n");
    this.pending = blocks.pop()!;
    for (const block of blocks) this.block(block);
  }

  isLive(): void {
    connection.value = { state: "live" };
    for (const tell of logListeners) tell("");
  }

  private block(text: string): void {
    const fields = new Map(text.split("\n").map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
    const data = fields.get("data");
    if (data === undefined) return;
    const told = JSON.parse(data);
    const event = fields.get("event");
    const id = fields.get("id");
    if (event === "log") {
      for (const tell of logListeners) tell(told.id);
      return;
    }
    if (event === "simulation") {
      simulationTold(told);
      return;
    }
    if (event === "restart") {
      this.isAnew = true;
      this.changes = [];
      return;
    }
    if (event === "live") this.live(told);
    else this.changes.push(told as Change);
    if (id === undefined || this.instance === undefined) return;
    this.place.at = { id, instance: this.instance };
    if (event !== "live") this.commit(told.at);
  }

  private live(told: { readonly at: string; readonly instance: string }): void {
    this.instance = told.instance;
    if (this.isAnew) {
      world.replace(this.changes);
      this.changes = [];
      this.isAnew = false;
      resyncs.value += 1;
      void readClock().catch(() => setClock(told.at));
      if (resyncs.value > 1) void refreshSession().catch(() => {});
    } else setClock(told.at);
    this.isLive();
  }

  /** A part of a commit is not shown: it may never have been so. */
  private commit(at: string): void {
    if (this.isAnew) return;
    const { changes } = this;
    this.changes = [];
    world.take(changes);
    commits.value += 1;
    note(changes, at);
    if (changes.some(({ type }) => type === "sandbox")) setClock(at);
    if (changes.some(({ type }) => GRANTING.has(type))) void refreshSession().catch(() => {});
  }
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}
