import type { Run } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { HOLDING_RUN_STATUSES, holdsWhileItWaits, WAITING_RUN_STATUSES } from "../run-transition-rules.js";
import { OrderedTree } from "./ordered-tree.js";

interface Waiting {
  readonly sequence: number;
  readonly run: string;
}

interface WorkspaceQueue {
  /** The run that keeps the workspace for itself. */
  holder: string | null;
  readonly waiting: OrderedTree<Waiting>;
  /** Dry runs wait for nothing but a lock of the workspace. */
  readonly dry: OrderedTree<Waiting>;
}

const bySequence = (a: Waiting, b: Waiting) => a.sequence - b.sequence;

/**
 * R10: which run of each workspace is next. Derived from stored runs and kept in step by commits; only workspaces
 * with a run under way or waiting take up room.
 */
export class WorkspaceQueues {
  private readonly queues = new Map<string, WorkspaceQueue>();
  /** Runs that wait for a time of their own or for an upload, in no queue. */
  readonly scheduled = new Set<string>();

  constructor(reader: Reader) {
    for (const run of reader.all("runs")) this.changed(undefined, run);
  }

  /** Takes over one run's change. */
  changed(before: Run | undefined, after: Run | undefined): void {
    if (before) this.remove(before);
    if (after) this.add(after);
    const workspace = (after ?? before)!.workspace;
    const queue = this.queues.get(workspace);
    if (queue && queue.holder === null && queue.waiting.size === 0 && queue.dry.size === 0)
      this.queues.delete(workspace);
  }

  /** The runs that may start now, in order, if the workspace is not locked. */
  startable(workspace: string): readonly string[] {
    const queue = this.queues.get(workspace);
    if (queue === undefined) return [];
    const next = queue.holder === null ? queue.waiting.first() : undefined;
    const runs = [...queue.dry, ...(next ? [next] : [])];
    return runs.sort(bySequence).map(({ run }) => run);
  }

  holder(workspace: string): string | null {
    return this.queues.get(workspace)?.holder ?? null;
  }

  /** The oldest waiting run. */
  next(workspace: string): string | null {
    return this.queues.get(workspace)?.waiting.first()?.run ?? null;
  }

  /** 1 for the run that is next. */
  position(run: Run): number {
    return 1 + (this.queues.get(run.workspace)?.waiting.rank({ sequence: run.sequence, run: run.id }) ?? 0);
  }

  /** Every run that waits for the workspace, dry ones last. */
  *queued(workspace: string): Iterable<string> {
    const queue = this.queues.get(workspace);
    for (const { run } of queue?.waiting ?? []) yield run;
    for (const { run } of queue?.dry ?? []) yield run;
  }

  workspaces(): Iterable<string> {
    return this.queues.keys();
  }

  private add(run: Run): void {
    const entry = { sequence: run.sequence, run: run.id };
    if (WAITING_RUN_STATUSES.has(run.status) && (run.waitsUntil !== null || run.awaitsUpload)) {
      this.scheduled.add(run.id);
      if (holdsWhileItWaits(run)) this.open(run.workspace).holder = run.id;
    } else if (WAITING_RUN_STATUSES.has(run.status)) {
      const queue = this.open(run.workspace);
      (run.isDry ? queue.dry : queue.waiting).add(entry);
    } else if (!run.isDry && HOLDING_RUN_STATUSES.has(run.status)) this.open(run.workspace).holder = run.id;
  }

  private remove(run: Run): void {
    this.scheduled.delete(run.id);
    const queue = this.queues.get(run.workspace);
    if (queue === undefined) return;
    const entry = { sequence: run.sequence, run: run.id };
    (run.isDry ? queue.dry : queue.waiting).delete(entry);
    if (queue.holder === run.id) queue.holder = null;
  }

  private open(workspace: string): WorkspaceQueue {
    let queue = this.queues.get(workspace);
    if (queue === undefined) {
      queue = { holder: null, waiting: new OrderedTree(bySequence), dry: new OrderedTree(bySequence) };
      this.queues.set(workspace, queue);
    }
    return queue;
  }
}
