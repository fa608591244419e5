import type { DesignFigures } from "../simulator/console/charts/figures.js";
import { applyDesign } from "./design/apply.js";
import type { Design } from "./design/design.js";
import type { Start } from "./measure/observer.js";
import type { Target } from "./measure/pool-meter.js";
import type { Progress } from "./simulate/simulation.js";
import { type DesignJob, simulateDesign } from "./threads/simulate-design.js";
import { simulateInThreads } from "./threads/threads.js";
import type { Workload } from "./workload/workload.js";
import type { World } from "./world/world.js";

/** A request for a simulation. */
export interface SimulateRequest {
  /** Null for a world that has only the design's pools. */
  readonly world: World | null;
  readonly workload: Workload;
  readonly designs: readonly Design[];
  readonly target: Target | null;
  /** Cost of one agent for one hour. */
  readonly price: number | null;
  /** Designs that are simulated at once, each in a thread of its own. Without it, or with `onStart`, this thread simulates one after the other. */
  readonly threads?: number;
  /** Called for each plan and apply that starts. */
  readonly onStart?: (design: Design, start: Start) => void;
  /** Called from time to time, for the first design that has not ended. */
  readonly onProgress?: (design: Design, progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Simulates the workload in each design, and yields their figures in the order of the designs. If it is interrupted, the figures
 * of designs that had begun are partial and marked so, and those of others are left out.
 * @throws FleetInputError
 */
export async function* simulate(request: SimulateRequest): AsyncGenerator<DesignFigures> {
  const { world, workload, designs, target, price, onStart, onProgress, signal, threads } = request;
  const worldIsGiven = world !== null;
  // Checks that all designs fit the world before it simulates any.
  const jobs = designs.map(
    (design): DesignJob => ({ design, designed: applyDesign(world, design), worldIsGiven, target, price }),
  );
  if (threads !== undefined && onStart === undefined) {
    yield* simulateInThreads(jobs, workload, threads, { onProgress, signal });
    return;
  }
  for (const job of jobs) {
    const { design } = job;
    const figures = await simulateDesign(job, workload, {
      ...(signal && { signal }),
      ...(onStart && { onStart: (start: Start) => onStart(design, start) }),
      ...(onProgress && { onProgress: (progress: Progress) => onProgress(design, progress) }),
    });
    yield figures;
    if (figures.partial) return;
  }
}
