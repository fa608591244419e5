import { availableParallelism } from "node:os";
import { getHeapStatistics } from "node:v8";
import type { DesignFigures } from "../../simulator/console/charts/figures.js";
import type { Design } from "../design/design.js";
import type { Progress } from "../simulate/simulation.js";
import type { Workload } from "../workload/workload.js";
import type { DesignJob } from "./simulate-design.js";
import { SimulationThread } from "./thread.js";

/** Threads at most, and MiB that each needs at least. */
const MOST = 8;
const LEAST_MEMORY = 512;

/** MiB that this process may take (`--max-old-space-size`). All threads together take no more. */
const memory = (): number => Math.floor(getHeapStatistics().heap_size_limit / 1024 ** 2);

/** The number of threads: one for each processor, at most eight, and no more than the memory allows. */
export const simulationThreads = (): number =>
  Math.max(1, Math.min(availableParallelism(), MOST, Math.floor(memory() / LEAST_MEMORY)));

export interface ThreadsOptions {
  readonly onProgress: ((design: Design, progress: Progress) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Simulates up to so many designs at once, each in a thread, and yields the figures in the order of the designs. @throws FleetInputError */
export async function* simulateInThreads(
  jobs: readonly DesignJob[],
  workload: Workload,
  most: number,
  { onProgress, signal }: ThreadsOptions,
): AsyncGenerator<DesignFigures> {
  const length = Math.min(most, jobs.length);
  const share = Math.floor(memory() / length);
  const threads = Array.from({ length }, () => new SimulationThread(share));
  const idle = [...threads];
  const waiting: ((thread: SimulationThread) => void)[] = [];
  let place = 0;

  const results = jobs.map(async (job) => {
    const thread = idle.pop() ?? (await new Promise<SimulationThread>((resolve) => waiting.push(resolve)));
    if (signal?.aborted) return null;
    const figures = await thread.simulate(job, workload, {
      onProgress: (progress) => job === jobs[place] && onProgress?.(job.design, progress),
      ...(signal && { signal }),
    });
    const next = waiting.shift();
    if (next === undefined) idle.push(thread);
    else next(thread);
    return figures;
  });
  // Rejects as soon as one of them does.
  const all = Promise.all(results);
  all.catch(() => {});
  try {
    for (; place < jobs.length; place++) {
      const figures = await Promise.race([results[place]!, all.then((every) => every[place]!)]);
      if (figures === null) return;
      yield figures;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
}
