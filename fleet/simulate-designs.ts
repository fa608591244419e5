import type { DesignFigures } from "../simulator/console/charts/figures.js";
import { applyDesign } from "./design/apply.js";
import type { Design } from "./design/design.js";
import { Observer, type Start } from "./measure/observer.js";
import type { Target } from "./measure/pool-meter.js";
import { figuresOf } from "./report/figures.js";
import { type Progress, Simulation } from "./simulate/simulation.js";
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
  /** Called for each plan and apply that starts. */
  readonly onStart?: (design: Design, start: Start) => void;
  readonly onProgress?: (design: Design, progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Simulates the workload in one design after the other. If it is interrupted, the last figures are partial and marked so.
 * @throws FleetInputError
 */
export async function* simulate(request: SimulateRequest): AsyncGenerator<DesignFigures> {
  const { world, workload, designs, target, price, onStart, onProgress, signal } = request;
  // Checks that all designs fit the world before it simulates any.
  const all = designs.map((design) => ({ design, designed: applyDesign(world, design) }));
  for (const { design, designed } of all) {
    const observer = new Observer(
      workload.origin,
      target,
      onStart ? (start) => onStart(design, start) : null,
    );
    const ending = await Simulation.run({
      designed,
      design,
      workload,
      worldIsGiven: world !== null,
      watch: (store, clock) => observer.watch(store, clock),
      ...(signal && { signal }),
      ...(onProgress && { onProgress: (progress: Progress) => onProgress(design, progress) }),
    });
    yield figuresOf({ design, observer, ending, target, price });
    if (ending.interrupted) return;
  }
}
