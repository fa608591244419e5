import { signal } from "@preact/signals";
import type { DesignFigures } from "../../charts/figures.js";

/** What a simulation is at, as the API and the event stream tell it. */
export interface SimulationSummary {
  readonly id: string;
  readonly state: "running" | "done" | "canceled" | "failed";
  readonly message: string | null;
  readonly designs: readonly string[];
  readonly workload: { readonly title: string; readonly origin: number | null } | null;
  readonly progress: {
    readonly design: string;
    readonly done: number;
    readonly designs: number;
    readonly queued: number;
    readonly ended: number;
    /** Simulated seconds. */
    readonly at: number;
  } | null;
}

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
