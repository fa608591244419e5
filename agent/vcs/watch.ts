import { setTimeout as sleep } from "node:timers/promises";
import type { VcsServer, VcsWatched, VcsWatchRequest, VcsWatchResult } from "../protocol/protocol.js";
import { GitError } from "./git.js";
import type { Relay } from "./push-notices.js";
import { readRefs } from "./refs.js";
import { remoteOf } from "./remote.js";

export interface WatchContext {
  readonly folder: string;
  readonly server: VcsServer;
  readonly fileRoot: string | null;
  readonly relay: Relay;
  /** Seconds between looks when nobody says that something has changed. */
  readonly interval: number;
  readonly signal: AbortSignal;
}

type Known = VcsWatchRequest["repositories"][number];

/** Looks at repositories until one of them is otherwise than it was known, or the time is up. */
export async function watchRepositories(
  request: VcsWatchRequest,
  context: WatchContext,
): Promise<VcsWatchResult> {
  const { relay, signal } = context;
  const names = request.repositories.map(({ repository }) => repository);
  const until = performance.now() + request.seconds * 1_000;
  for (;;) {
    // Listens before it looks, or what is pushed in between would have to wait.
    const woken = new AbortController();
    const pushed = relay.pushed(names, AbortSignal.any([signal, woken.signal]));
    const repositories = await Promise.all(request.repositories.map((known) => look(known, context)));
    const left = until - performance.now();
    const isOver =
      left <= 0 || repositories.some((seen, index) => isOther(seen, request.repositories[index]!));
    if (!isOver) {
      const pause = sleep(Math.min(left, context.interval * 1_000), undefined, { signal: woken.signal });
      await Promise.race([pushed, pause]).finally(() => {
        pause.catch(() => {});
        woken.abort();
      });
      signal.throwIfAborted();
      continue;
    }
    woken.abort();
    return { kind: "watch", repositories };
  }
}

async function look({ repository, tags = false }: Known, context: WatchContext): Promise<VcsWatched> {
  const { server, fileRoot, folder, relay, signal } = context;
  try {
    const remote = await remoteOf(server, repository, fileRoot);
    const { defaultBranch, heads } = await readRefs(remote, { cwd: folder, signal }, { tags });
    return { repository, defaultBranch, heads, error: null, senders: relay.sendersOf(repository, heads) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { repository, defaultBranch: null, heads: null, error: error.message, senders: {} };
  }
}

function isOther({ heads, error }: VcsWatched, known: Known): boolean {
  if (heads === null) return error !== known.error;
  if (known.heads === null || known.error !== null) return true;
  const [now, before] = [Object.entries(heads), known.heads];
  return now.length !== Object.keys(before).length || now.some(([ref, sha]) => before[ref] !== sha);
}
