import type { DesignFigures } from "../../simulator/console/charts/figures.js";
import type { Progress } from "../simulate/simulation.js";
import type { Arrival, Workload } from "../workload/workload.js";
import type { DesignJob } from "./simulate-design.js";

/** The messages to a thread. It simulates one design at a time. */
export type ToThread =
  | {
      readonly kind: "design";
      readonly job: DesignJob;
      /** The workload without its runs, which follow in batches as the thread asks for them. */
      readonly workload: Omit<Workload, "open">;
    }
  /** Null at the end of the workload. */
  | { readonly kind: "arrivals"; readonly batch: readonly Arrival[] | null }
  | { readonly kind: "interrupt" };

/** The messages from a thread. */
export type FromThread =
  /** It asks for the next batch of runs. */
  | { readonly kind: "more" }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "figures"; readonly figures: DesignFigures }
  /** The workload does not fit the world. */
  | { readonly kind: "refused"; readonly message: string };
