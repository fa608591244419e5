import { signal } from "@preact/signals";
import type { SimulationSummary } from "../../../sandbox/contract/answers.js";
import type { DesignFigures } from "../../charts/figures.js";

/** A simulation with everything that it has found so far. */
export interface SimulationShown extends SimulationSummary {
  readonly target: string | null;
  readonly results: readonly DesignFigures[];
  readonly answers: readonly {
    readonly pool: string;
    readonly design: string | null;
    readonly text: string;
  }[];
}

/** What the event stream last told of each simulation. */
export const told = signal<ReadonlyMap<string, SimulationSummary>>(new Map());

/** A simulation has got on. */
export function simulationTold(summary: SimulationSummary): void {
  told.value = new Map([...told.value, [summary.id, summary]]);
}

/** For the next who signs in. */
export function forgetSimulations(): void {
  told.value = new Map();
}
