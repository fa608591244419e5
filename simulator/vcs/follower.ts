import type { VcsFetchResult, VcsWatched } from "../../agent/protocol/protocol.js";
import type { VcsTask } from "../core/entities.js";
import type { Reader, Tx } from "../core/schema.js";
import type { RunContext } from "../runs/create-run.js";
import type { PooledProvider } from "./task-life.js";

/** A repository whose tags are followed. */
export interface Followed {
  /** Its identifier, such as `acme/terraform-aws-vpc`. */
  readonly repository: string;
  /** Whether what is known of it already is to be reported again. */
  readonly isAwaited: boolean;
}

/** What follows repositories beside the workspaces that are linked to them. Its methods are called in transactions. */
export interface Follower {
  /** The repositories of a provider whose tags it follows; one may appear more than once. */
  followed(reader: Reader, provider: string): readonly Followed[];
  /** An agent has looked at a repository of the provider, or could not. */
  seen(tx: Tx, provider: PooledProvider, seen: VcsWatched, now: number): void;
  /** The working tree of a task with a `publication` was sent. */
  fetched(op: RunContext, task: VcsTask, result: VcsFetchResult, provider: PooledProvider): void;
  /** It could not be fetched. */
  failed(op: Pick<RunContext, "tx" | "now">, task: VcsTask, why: string): void;
}
