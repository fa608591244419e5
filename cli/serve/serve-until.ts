import { upgradeNote } from "../client/up-info.js";
import type { Context } from "../shell/command.js";
import { exitWithParent } from "../shell/interrupt.js";
import { type Served, startServer } from "./serve.js";
import type { ServeArgs } from "./serve-settings.js";

type Settings = Omit<ServeArgs, "onStandby" | "signal">;

/** Milliseconds between attempts to reach a database that was lost. */
const RETRY = 1_000;

/**
 * Serves until it is stopped, or until the parent ends. With a shared store, it stands by while another process is active, and
 * again after it has lost the database.
 */
export async function serve(settings: Settings, withParent: boolean, context: Context): Promise<void> {
  const { out } = context;
  const ending = new AbortController();
  const ended = new Promise<null>((resolve) => {
    ending.signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  const end = () => ending.abort(context.signal.reason);
  if (context.signal.aborted) end();
  context.signal.addEventListener("abort", end, { once: true });
  if (withParent) void exitWithParent(context.signal).then(end);
  // About the work, not a result: whoever reads the output as JSON waits for the line that says where it is.
  const say = (text: string) => (out.json ? out.note(text) : out.print(text));
  let { port } = settings;
  let stoodBy = false;
  const start = () =>
    startServer({
      ...settings,
      port,
      signal: ending.signal,
      onStandby: ({ name, since }) => {
        stoodBy = true;
        say(`Standing by: ${name} is active since ${since}.\nThis process takes over when that one ends.`);
      },
    });
  const restart = () => again(start, ending.signal, (problem) => out.note(problem));
  let server = await start().catch((error) => {
    if (ending.signal.aborted) return null;
    // Whoever stands by outlasts a restart of the database as the active one does.
    if (stoodBy && isTransient(error)) return restart();
    throw error;
  });
  while (server !== null) {
    const upgraded = upgradeNote(server.info);
    if (out.json) out.object(server.info);
    else {
      if (upgraded !== null) out.note(upgraded);
      out.print(server.greeting);
    }
    // If the address cannot be printed, nobody learns it, so the command fails. A closed pipe is not a failure: its reader has read enough.
    if ((await out.flush()) !== undefined) return server.close();
    port = Number(new URL(server.info.url).port);
    const asked = server.stopAsked.then(() => null);
    const lost = settings.store === undefined ? ended : server.failed;
    const failure = await Promise.race([ended, asked, lost]);
    if (failure === null) out.say("Stopping.");
    await server.close();
    if (failure === null) return;
    out.note(failure.message);
    server = await restart();
  }
}

/** Retries until it succeeds. Returns null if it is stopped before. */
async function again(
  start: () => Promise<Served>,
  signal: AbortSignal,
  note: (problem: string) => void,
): Promise<Served | null> {
  let told = "";
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (signal.aborted) return null;
      if (!isTransient(error)) throw error;
      const { message } = error as Error;
      if (message !== told) note(`${message} Trying again.`);
      told = message;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, RETRY);
      signal.addEventListener("abort", () => [clearTimeout(timer), resolve()], { once: true });
    });
    if (signal.aborted) return null;
  }
}

/** The database is out of reach, or was lost while the simulator started. */
const isTransient = (error: unknown): boolean =>
  error instanceof Error && ["DatabaseError", "StoreFailedError", "NotLeaderError"].includes(error.name);
