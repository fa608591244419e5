import { setTimeout as sleep } from "node:timers/promises";
import { VCS_RESULT_LIMIT } from "../protocol/limits.js";
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

/** Bytes of a result after which further repositories wait for the next watch: the server accepts at most VCS_RESULT_LIMIT. */
const ENOUGH = VCS_RESULT_LIMIT / 4;

/**
 * Watches repositories until one differs from its known state, or the time is up. Reports only those that differ: there may be
 * hundreds, with thousands of refs each.
 */
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
    const changed = repositories.filter((seen, index) => isOther(seen, request.repositories[index]!));
    const left = until - performance.now();
    if (left > 0 && changed.length === 0) {
      const pause = sleep(Math.min(left, context.interval * 1_000), undefined, { signal: woken.signal });
      await Promise.race([pushed, pause]).finally(() => {
        pause.catch(() => {});
        woken.abort();
      });
      signal.throwIfAborted();
      continue;
    }
    woken.abort();
    return { kind: "watch", repositories: firstOf(changed) };
  }
}

/** As many repositories as fit into one result, at least one. */
function firstOf(repositories: readonly VcsWatched[]): readonly VcsWatched[] {
  let size = 0;
  return repositories.filter((each) => {
    const isTaken = size < ENOUGH;
    size += Buffer.byteLength(JSON.stringify(each));
    return isTaken;
  });
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
