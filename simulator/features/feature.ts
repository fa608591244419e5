import type { Logger } from "pino";
import type { Entities } from "../core/entities.js";
import type { Store } from "../core/schema.js";
import type { Clock, DeadlineTable } from "../platform/clock/index.js";
import type { SimulatorOptions } from "../platform/start/options.js";
import type { RunContext } from "../runs/create-run.js";

/** The parts of a starting simulator that features may use. */
export interface Kernel {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dispatch: RunContext["services"]["dispatch"];
  readonly options: SimulatorOptions;
}

/** A part of a running feature that ends with the simulator. */
interface Closeable {
  /** Stops the work. A rejection fails the simulator's `close`. */
  close(): Promise<void> | void;
}

/** An addition to the simulator. The kernel knows none by name and works without any. */
export interface Feature {
  /** The name of its folder. */
  readonly name: string;
  /** The rows that it adds to the table of deadlines. */
  deadlines?(kernel: Kernel): DeadlineTable<Entities>;
  /** Starts the work that follows commits. Called once, before the simulator listens. */
  start?(kernel: Kernel): Closeable;
}
