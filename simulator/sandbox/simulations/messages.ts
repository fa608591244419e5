/** The messages between the simulator and the process that simulates a fleet. */
import type { Entities, EntityType } from "../../core/entities.js";
import type { SimulatedWorkload, SimulationProgress } from "../contract/answers.js";

export type AnyEntity = Entities[EntityType];

/** Generated runs, with the options of `scalr-sandbox simulate`. */
export interface GeneratedRuns {
  readonly from: "generator";
  /** Runs in an hour: `120`, or `mon-fri 08:00-18:00: 120, else 10`. */
  readonly rate: string;
  readonly days: number;
  readonly workspaces: number;
  /** `60s`, `exponential:60s` (mean) or `lognormal:60s:0.8` (median and sigma). */
  readonly plan: string;
  readonly apply: string;
  /** The time until a run is confirmed; null for runs that apply by themselves. */
  readonly confirm: string | null;
  /** Percentage of dry runs, 0 to 100. */
  readonly dry: number;
  readonly seed: number;
}

/** The runs to simulate. */
export type AskedRuns =
  | GeneratedRuns
  /** A trace as CSV; `name` stands for it in messages. */
  | { readonly from: "trace"; readonly name: string; readonly text: string }
  /** What the sandbox has executed in the last days. */
  | { readonly from: "history"; readonly days: number };

/** The order of a simulation. */
export interface SimulationOrder {
  readonly runs: AskedRuns;
  /** Whether it starts from the pools, links and agents of the sandbox, or from the designs' pools alone. */
  readonly world: "sandbox" | "none";
  readonly agents: readonly string[];
  readonly slots: readonly string[];
  readonly quota: string | null;
  readonly leave: "drain" | "stop";
  readonly target: string | null;
  readonly price: number | null;
}

/** A run that the sandbox has executed, in the form of its API. Times are ISO 8601. */
export interface ExecutedRun {
  readonly type: "runs";
  readonly id: string;
  readonly attributes: {
    readonly "created-at": string;
    readonly status: string;
    readonly "status-timestamps": Readonly<Record<string, string>>;
    readonly "is-dry": boolean;
    readonly "auto-apply": boolean;
  };
  readonly relationships: {
    readonly workspace: { readonly data: { readonly type: "workspaces"; readonly id: string } };
  };
}

export type ToSimulation =
  /** A part of what the sandbox has; secrets are not among it. */
  | { readonly kind: "entities"; readonly entities: readonly AnyEntity[] }
  /** Runs of the history, the newest first. */
  | { readonly kind: "executed"; readonly runs: readonly ExecutedRun[] }
  /** All of that was told. */
  | { readonly kind: "begin"; readonly order: SimulationOrder; readonly accountId: string }
  | { readonly kind: "cancel" };

export type FromSimulation =
  /** It can be told what to do. */
  | { readonly kind: "ready" }
  /** The order makes sense, and these are its designs. */
  | { readonly kind: "accepted"; readonly designs: readonly string[] }
  /** The order does not fit; `field` is the member that is wrong. Nothing was simulated. */
  | { readonly kind: "refused"; readonly message: string; readonly field: string | null }
  | { readonly kind: "workload"; readonly workload: SimulatedWorkload }
  | { readonly kind: "progress"; readonly progress: SimulationProgress }
  /** The figures of one design, which the simulator hands on as they are. */
  | { readonly kind: "figures"; readonly figures: object }
  | { readonly kind: "done"; readonly answers: readonly object[]; readonly interrupted: boolean };
