import { describeSchedule, type Schedule } from "./schedule.js";

/** How a pool gets its agents. */
export type Staffing =
  | { readonly kind: "agents"; readonly count: Schedule }
  /** Each task starts its own agent, which is ready after a delay in milliseconds and ends with its task. */
  | { readonly kind: "serverless"; readonly delay: number };

/** The settings of a design for one pool. */
export interface PoolDesign {
  readonly staffing: Staffing;
  /** R8: tasks that each agent executes at once, 1 to 5. */
  readonly slots: number;
}

/** A fleet to simulate. Everything that it does not set stays as it is in the world. */
export interface Design {
  /** Names it in reports, such as `private=3 quota=5`. */
  readonly name: string;
  readonly pools: ReadonlyMap<string, PoolDesign>;
  /** R8: for agents of pools that the design does not mention; null keeps the world's. */
  readonly slots: number | null;
  /** R7: runs that the Scalr runners execute at once; null for the world's. */
  readonly quota: number | null;
  /** What an agent does when the schedule asks for fewer agents: finish its tasks first, or stop at once. */
  readonly leave: "drain" | "stop";
}

export function describeStaffing(staffing: Staffing): string {
  return staffing.kind === "serverless"
    ? `serverless:${staffing.delay / 1000}s`
    : describeSchedule(staffing.count);
}
