import { availableParallelism } from "node:os";
import type { DesignFigures } from "../../simulator/console/charts/figures.js";
import type { Design } from "../design/design.js";
import type { Progress } from "../simulate/simulation.js";
import type { Workload } from "../workload/workload.js";
import type { DesignJob } from "./simulate-design.js";
import { SimulationThread } from "./thread.js";

/** Threads take memory as well as processors. */
const MOST = 8;

/** As many threads as simulate at once on this machine: one for each processor, and at most eight. */
export const simulationThreads = (): number => Math.min(availableParallelism(), MOST);

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
  const threads = Array.from({ length: Math.min(most, jobs.length) }, () => new SimulationThread());
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
