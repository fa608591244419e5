/** What a run's plan costs, as Infracost said it on the agent: US dollars a month, in decimal digits. */
export interface CostEstimate {
  readonly type: "cost-estimates";
  readonly id: string;
  readonly run: string;
  readonly status: "finished" | "errored";
  readonly statusTimestamps: Readonly<Record<string, number>>;
  /** Why there is no estimate, or null. */
  readonly errorMessage: string | null;
  readonly prior: string;
  readonly proposed: string;
  readonly delta: string;
  /** Resources of the plan, those that have a price, and those that have none. */
  readonly resources: number;
  readonly matched: number;
  readonly unmatched: number;
}
