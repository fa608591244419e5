import { signal } from "@preact/signals";
import type { SimulationSummary } from "../../../sandbox/contract/answers.js";
import type { DesignFigures } from "../../charts/figures.js";

/** A simulation with its results so far. */
export interface SimulationShown extends SimulationSummary {
  readonly target: string | null;
  readonly results: readonly DesignFigures[];
  readonly answers: readonly {
    readonly pool: string;
    readonly design: string | null;
    readonly text: string;
  }[];
}

/** The last event about each simulation. */
export const told = signal<ReadonlyMap<string, SimulationSummary>>(new Map());

/** Records the progress of a simulation. */
export function simulationTold(summary: SimulationSummary): void {
  told.value = new Map([...told.value, [summary.id, summary]]);
}

/** Clears everything for the next user who signs in. */
export function forgetSimulations(): void {
  told.value = new Map();
}
