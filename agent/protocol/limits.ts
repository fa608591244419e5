/** How much the server takes in the agent protocol. */

const MIB = 1024 * 1024;

/** Bytes of one chunk of a log. */
export const LOG_CHUNK_LIMIT = MIB;

/** Bytes that the server takes of what a task leaves. What a log says beyond it is cut off, and it says so. */
export interface Limits {
  readonly log: number;
  readonly plan: number;
  readonly "plan-json": number;
  readonly state: number;
  /** Of everything together that `finish` may carry (`Attached`); absent where it carries nothing. */
  readonly attached?: number;
}

export const DEFAULT_LIMITS: Limits = {
  log: 64 * MIB,
  plan: 128 * MIB,
  "plan-json": 128 * MIB,
  state: 128 * MIB,
  attached: 64 * 1024,
};
