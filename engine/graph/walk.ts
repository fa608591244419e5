import type { Graph } from "./graph.js";

/**
 * Visits every node once all it needs succeeded. `visit` says whether the node succeeded: nodes that need a failed one
 * are skipped, all others still run. After `signal` fires no further node starts; those that run are waited for.
 * The graph must have no cycle.
 *
 * @returns ids of the nodes that were skipped or never started
 */
export async function walk<T>(
  graph: Graph<T>,
  visit: (node: T, id: string) => boolean | Promise<boolean>,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const waiting = new Map<string, number>();
  for (const id of graph.nodes.keys()) {
    let count = 0;
    for (const needed of graph.needsOf(id)) if (graph.has(needed)) count++;
    waiting.set(id, count);
  }
  const dependents = graph.dependents();
  const skipped = new Set<string>();
  const ready: string[] = [];
  for (const [id, count] of waiting) if (count === 0) ready.push(id);
  let running = 0;
  let next = 0;

  const settle = (id: string, succeeded: boolean): void => {
    for (const dependent of dependents.get(id) ?? []) {
      if (!succeeded) skipped.add(dependent);
      const left = waiting.get(dependent)! - 1;
      waiting.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  };

  return new Promise((resolve, reject) => {
    let failed = false;
    const finish = (id: string, succeeded: boolean): void => {
      running--;
      settle(id, succeeded);
      pump();
    };
    const crash = (error: unknown): void => {
      failed = true;
      reject(error);
    };
    const pump = (): void => {
      while (next < ready.length && !failed) {
        const id = ready[next++]!;
        if (skipped.has(id) || signal?.aborted) {
          skipped.add(id);
          settle(id, false);
          continue;
        }
        running++;
        let result: boolean | Promise<boolean>;
        try {
          result = visit(graph.nodes.get(id)!, id);
        } catch (error) {
          crash(error);
          return;
        }
        if (typeof result === "boolean") {
          running--;
          settle(id, result);
        } else {
          result.then((succeeded) => finish(id, succeeded), crash);
        }
      }
      if (running === 0 && next === ready.length) resolve(skipped);
    };
    pump();
  });
}
