import type { Entities, EntityType } from "../../simulator/core/entities.js";
import { FINAL_RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import type { Change } from "../events/sse.js";

/** What the table is made from; of everything else only its time is taken. */
const SHOWN = ["accounts", "agent-pools", "agents", "environments", "workspaces", "runs", "tasks"] as const;

/** How many runs that have ended are kept, latest last. */
const KEPT = 200;

const OPEN_TASKS = new Set(["queued", "assigned", "running"]);

/** What the event stream has told, as far as it is shown. Finished runs take no memory. */
export class World {
  /** Sandbox time of the latest event. */
  at = "";
  private readonly objects = new Map<EntityType, Map<string, unknown>>();
  private readonly over = new Map<string, Entities["runs"]>();
  private readonly tasks = new Map<string, Entities["tasks"]>();

  clear(): void {
    this.objects.clear();
    this.over.clear();
    this.tasks.clear();
  }

  get<T extends (typeof SHOWN)[number]>(type: T, id: string): Entities[T] | undefined {
    const found = this.objects.get(type)?.get(id) as Entities[T] | undefined;
    return found ?? (type === "runs" ? (this.over.get(id) as Entities[T] | undefined) : undefined);
  }

  all<T extends (typeof SHOWN)[number]>(type: T): readonly Entities[T][] {
    return [...(this.objects.get(type)?.values() ?? [])] as Entities[T][];
  }

  /** Runs that have ended, latest first. */
  runsOver(): readonly Entities["runs"][] {
    return [...this.over.values()].reverse();
  }

  /** The task of a run that is queued or executes, else its latest one. */
  taskOf(run: string): Entities["tasks"] | undefined {
    return this.tasks.get(run);
  }

  take({ at, type, id, before, after }: Change): void {
    this.at = at;
    if (!(SHOWN as readonly string[]).includes(type)) return;
    const objects = this.objects.get(type) ?? new Map<string, unknown>();
    this.objects.set(type, objects);
    const run = type === "runs" ? (after as Entities["runs"] | undefined) : undefined;
    const isOver = run !== undefined && FINAL_RUN_STATUSES.has(run.status);
    const isOpen = type !== "tasks" || OPEN_TASKS.has((after as Entities["tasks"] | undefined)?.status ?? "");
    if (after === undefined || isOver || !isOpen) objects.delete(id);
    else objects.set(id, after);
    if (type === "tasks") this.takeTask(isOpen, (after ?? before) as Entities["tasks"] | undefined);
    if (type !== "runs") return;
    this.over.delete(id);
    if (isOver) this.over.set(id, run);
    else if (after === undefined) this.tasks.delete(id);
    if (this.over.size <= KEPT) return;
    const oldest = this.over.keys().next().value!;
    this.over.delete(oldest);
    this.tasks.delete(oldest);
  }

  /**
   * A run's next task may be told before the end of its last one. What ended is kept for runs that are shown alone; those come
   * before their tasks when all that exists is told.
   */
  private takeTask(isOpen: boolean, task: Entities["tasks"] | undefined): void {
    if (task === undefined) return;
    const known = this.tasks.get(task.run);
    const isLatest = known === undefined || known.id === task.id || known.queuedAt <= task.queuedAt;
    if (isOpen || (isLatest && this.get("runs", task.run) !== undefined)) this.tasks.set(task.run, task);
  }
}
