import type { VcsFetchResult, VcsWatched } from "../../agent/protocol/protocol.js";
import type { EntityType, VcsTask } from "../core/entities.js";
import type { Reader, Tx } from "../core/schema.js";
import type { RunContext } from "../runs/create-run.js";
import type { PooledProvider } from "./task-life.js";

/** A followed repository. */
export interface Followed {
  /** Its identifier, such as `acme/terraform-aws-vpc`. */
  readonly repository: string;
  /** Whether what is known of it already is to be reported again. */
  readonly isAwaited: boolean;
  /** Whether its tags are followed, and not its branches alone. */
  readonly tags: boolean;
}

/** Commits by the full names of refs. */
export type Heads = Readonly<Record<string, string>>;

/** Follows repositories for objects other than linked workspaces. Its methods are called in transactions. */
export interface Follower {
  /** The types whose objects say which repositories are followed: their field `vcsProvider` says where. */
  readonly types: readonly EntityType[];
  /** Whether a fetch is for it. */
  concerns(task: VcsTask): boolean;
  /** The repositories of a provider that it follows; one may appear more than once. */
  followed(reader: Reader, provider: string): readonly Followed[];
  /** An agent has looked at a repository of the provider, or could not. `before`: the heads that were known of it until then. */
  seen(tx: Tx, provider: PooledProvider, seen: VcsWatched, now: number, before: Heads | null): void;
  /** The working tree of a task that concerns it was sent. */
  fetched(op: RunContext, task: VcsTask, result: VcsFetchResult, provider: PooledProvider): void;
  /** It could not be fetched. */
  failed(op: Pick<RunContext, "tx" | "now">, task: VcsTask, why: string): void;
}

/** Combines several followers. Each is notified of its own repositories. */
export const followersOf = (followers: readonly Follower[]): Follower => ({
  types: followers.flatMap(({ types }) => types),
  concerns: (task) => followers.some((each) => each.concerns(task)),
  followed: (reader, provider) => followers.flatMap((each) => each.followed(reader, provider)),
  seen(tx, provider, seen, now, before) {
    for (const each of followers)
      if (each.followed(tx, provider.id).some(({ repository }) => repository === seen.repository))
        each.seen(tx, provider, seen, now, before);
  },
  fetched: (op, task, result, provider) =>
    followers.find((each) => each.concerns(task))?.fetched(op, task, result, provider),
  failed: (op, task, why) => followers.find((each) => each.concerns(task))?.failed(op, task, why),
});
