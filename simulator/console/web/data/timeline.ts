import type { Task } from "../../../core/entities.js";

/** A group of tasks, as one colour of the chart. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

/** The number of concurrent tasks, by column and group. */
export interface Timeline {
  readonly groups: readonly Group[];
  /** For each group the most tasks at once in each column. */
  readonly counts: readonly Uint16Array[];
  /** The most at once in all, as the columns have it. */
  readonly peak: number;
}

/** A time span in milliseconds on the sandbox clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The number of concurrent tasks by group, from the times of the tasks. A column has the maximum within its time, so that short
 * tasks are visible in a long span.
 */
export function timelineOf(
  tasks: readonly Task[],
  { from, to }: Span,
  now: number,
  columns: number,
  groupOf: (task: Task) => Group | undefined,
): Timeline {
  const groups = new Map<string, { readonly group: Group; readonly changes: [at: number, by: number][] }>();
  for (const task of tasks) {
    const start = task.startedAt ?? task.assignedAt;
    if (start === null) continue;
    const end = task.finishedAt ?? (task.status === "running" || task.status === "assigned" ? now : start);
    if (start >= to || end <= from) continue;
    const group = groupOf(task);
    if (group === undefined) continue;
    let found = groups.get(group.id);
    if (found === undefined) {
      found = { group, changes: [] };
      groups.set(group.id, found);
    }
    found.changes.push([start, 1], [task.finishedAt ?? Number.POSITIVE_INFINITY, -1]);
  }
  const width = (to - from) / columns;
  // What is to come is empty.
  const last = Math.min(columns, Math.ceil((now - from) / width));
  const sorted = [...groups.values()].sort((a, b) => (a.group.name < b.group.name ? -1 : 1));
  const counts = sorted.map(({ changes }) => columnsOf(changes, from, width, columns, last));
  let peak = 0;
  for (let i = 0; i < columns; i += 1)
    peak = Math.max(
      peak,
      counts.reduce((sum, each) => sum + each[i]!, 0),
    );
  return { groups: sorted.map(({ group }) => group), counts, peak };
}

function columnsOf(
  changes: [at: number, by: number][],
  from: number,
  width: number,
  columns: number,
  last: number,
): Uint16Array {
  // Where one ends as another starts, it is one at a time.
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const most = new Uint16Array(columns);
  let [next, running] = [0, 0];
  for (let i = 0; i < last; i += 1) {
    let top = running;
    const end = from + (i + 1) * width;
    while (next < changes.length && changes[next]![0] < end) {
      running += changes[next]![1];
      top = Math.max(top, running);
      next += 1;
    }
    most[i] = top;
  }
  return most;
}
