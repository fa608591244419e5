/** Checkov and Infracost in the agent protocol: the scanners of a plan, and its cost. */
import type { FollowedCommit } from "./commits.js";

/** The scanners of a plan. */
export interface ScanHandover {
  /** Run one after the other, before `init`. One that fails ends the run. */
  readonly checkov: readonly CheckovOrder[];
  /** Estimates what a plan costs, once it is made; null for no estimate. */
  readonly infracost: InfracostOrder | null;
}

/** One integration with Checkov. */
export interface CheckovOrder {
  readonly id: string;
  readonly name: string;
  /** What the integration adds to the command, as words. */
  readonly args: readonly string[];
  /** Checks of a repository, which it runs besides Checkov's own; absent for none. */
  readonly checks?: ExternalChecks;
}

/** Checks of an integration. `GET tasks/:id/checks/:integration?attempt=n` gives the files of their repository, as a tar.gz. */
export interface ExternalChecks extends FollowedCommit {
  /** The folder of the checks in the repository; "" for its root. */
  readonly folder: string;
}

/** The integration with Infracost. */
export interface InfracostOrder {
  readonly id: string;
  readonly name: string;
  readonly apiKey: string;
}

/** An amount of a cost report: up to 15 digits before the point, and as many after it. */
export const AMOUNT = /^-?\d{1,15}(\.\d{1,15})?$/;

/** The cost of a plan by Infracost: US dollars a month, in decimal digits. */
export interface CostReport {
  /** Why there is no estimate; the amounts are "0.0" then. */
  readonly error: string | null;
  readonly prior: string;
  readonly proposed: string;
  readonly delta: string;
  /** Resources of the plan, those that have a price, and those that have none. */
  readonly resources: number;
  readonly matched: number;
  readonly unmatched: number;
}
