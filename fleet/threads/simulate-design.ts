import type { DesignFigures } from "../../simulator/console/charts/figures.js";
import type { DesignedWorld } from "../design/apply.js";
import type { Design } from "../design/design.js";
import { Observer, type Start } from "../measure/observer.js";
import type { Target } from "../measure/pool-meter.js";
import { figuresOf } from "../report/figures.js";
import { type Progress, Simulation } from "../simulate/simulation.js";
import type { Workload } from "../workload/workload.js";

/** A design to simulate, with all inputs other than the runs. It contains data only, so that it can be sent to a thread. */
export interface DesignJob {
  readonly design: Design;
  readonly designed: DesignedWorld;
  /** Whether the world was given, rather than made for the workload. */
  readonly worldIsGiven: boolean;
  readonly target: Target | null;
  /** Cost of one agent for one hour. */
  readonly price: number | null;
}

/** The listeners of a running simulation, and the signal that ends it early. */
export interface DesignWatch {
  /** Called for each plan and apply that starts. */
  readonly onStart?: (start: Start) => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Simulates a workload in one design, in this thread. Figures of an interrupted one are partial. @throws FleetInputError */
export async function simulateDesign(
  job: DesignJob,
  workload: Workload,
  { onStart, onProgress, signal }: DesignWatch,
): Promise<DesignFigures> {
  const { design, designed, worldIsGiven, target, price } = job;
  const observer = new Observer(workload.origin, target, onStart ?? null);
  const ending = await Simulation.run({
    designed,
    design,
    workload,
    worldIsGiven,
    watch: (store, clock) => observer.watch(store, clock),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  return figuresOf({ design, observer, ending, target, price });
}
