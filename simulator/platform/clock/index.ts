import type { Clock, ClockOptions } from "./clock.js";
import { RealClock } from "./real-clock.js";
import { VirtualClock } from "./virtual-clock.js";

export {
  type Agenda,
  type Clock,
  ClockError,
  type ClockOptions,
  type Fired,
  type Moment,
  wait,
} from "./clock.js";
export {
  type DeadlineRow,
  type Deadlines,
  type DeadlineTable,
  startDeadlines,
  type Upcoming,
} from "./deadlines.js";

/** Creates a clock: a real one follows the wall clock, a virtual one is frozen until it is advanced. */
export function createClock(options: ClockOptions): Clock {
  return options.mode === "virtual" ? new VirtualClock(options) : new RealClock(options);
}
