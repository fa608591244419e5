import type { Run } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { HOLDING_RUN_STATUSES, WAITING_RUN_STATUSES } from "../run-status-rules.js";
import { holdsWhileItWaits } from "../run-transition-rules.js";
import { OrderedTree } from "./ordered-tree.js";

interface Queued {
  readonly sequence: number;
  readonly run: string;
}

interface WorkspaceQueue {
  /** The run that keeps the workspace for itself. */
  holder: string | null;
  readonly waiting: OrderedTree<Queued>;
  /** Dry runs wait for nothing but a lock of the workspace. */
  readonly dry: OrderedTree<Queued>;
}

const bySequence = (a: Queued, b: Queued) => a.sequence - b.sequence;

/** The workspace queue that a run is in, or how it blocks the workspace; null for neither. */
type Place = "scheduled" | "scheduled-holder" | "waiting" | "dry" | "holder" | null;

function placeOf(run: Run | undefined): Place {
  if (run === undefined) return null;
  if (!WAITING_RUN_STATUSES.has(run.status))
    return !run.isDry && HOLDING_RUN_STATUSES.has(run.status) ? "holder" : null;
  if (run.waitsUntil !== null || run.awaitsUpload)
    return holdsWhileItWaits(run) ? "scheduled-holder" : "scheduled";
  return run.isDry ? "dry" : "waiting";
}

/**
 * R10: the next run of each workspace. Derived from stored runs and updated by commits. Only workspaces with active or waiting
 * runs need memory.
 */
export class WorkspaceQueues {
  private readonly queues = new Map<string, WorkspaceQueue>();
  /** Runs that wait for a time of their own or for an upload, in no queue. */
  readonly scheduled = new Set<string>();

  constructor(reader: Reader) {
    for (const run of reader.all("runs")) this.changed(undefined, run);
  }

  /** Takes over one run's change. Returns whether it changed which runs of the workspace wait, or whom they wait for. */
  changed(before: Run | undefined, after: Run | undefined): boolean {
    if (placeOf(before) === placeOf(after) && before?.sequence === after?.sequence) return false;
    if (before) this.remove(before);
    if (after) this.add(after);
    const workspace = (after ?? before)!.workspace;
    const queue = this.queues.get(workspace);
    if (queue && queue.holder === null && queue.waiting.size === 0 && queue.dry.size === 0)
      this.queues.delete(workspace);
    return true;
  }

  /** The runs that may start now, in order, if the workspace is not locked. */
  startable(workspace: string): readonly string[] {
    const queue = this.queues.get(workspace);
    if (queue === undefined) return [];
    const next = queue.holder === null ? queue.waiting.first() : undefined;
    if (queue.dry.size === 0) return next === undefined ? [] : [next.run];
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
    switch (placeOf(run)) {
      case "scheduled":
        this.scheduled.add(run.id);
        return;
      case "scheduled-holder":
        this.scheduled.add(run.id);
        this.open(run.workspace).holder = run.id;
        return;
      case "holder":
        this.open(run.workspace).holder = run.id;
        return;
      case "waiting":
        this.open(run.workspace).waiting.add(entry);
        return;
      case "dry":
        this.open(run.workspace).dry.add(entry);
    }
  }

  private remove(run: Run): void {
    const place = placeOf(run);
    if (place === null) return;
    this.scheduled.delete(run.id);
    const queue = this.queues.get(run.workspace);
    if (queue === undefined) return;
    if (place === "dry" || place === "waiting") queue[place].delete({ sequence: run.sequence, run: run.id });
    else if (queue.holder === run.id) queue.holder = null;
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
