/** The limits of the server in the agent protocol. */

const MIB = 1024 * 1024;

/** Bytes of one chunk of a log. */
export const LOG_CHUNK_LIMIT = MIB;

/** Bytes of the body of a VCS task's `finish`: that of a watch has the refs of one repository at least, up to 5,000. */
export const VCS_RESULT_LIMIT = 4 * MIB;

/** R8: the most tasks that an agent runs at a time. */
export const MAX_CONCURRENCY = 5;

/** Bytes that the server accepts of what a task leaves. A longer log is truncated, and says so. */
export interface Limits {
  readonly log: number;
  readonly plan: number;
  readonly "plan-json": number;
  readonly state: number;
  /** Of all that one `finish` carries (`Attached`). Absent: it carries nothing. */
  readonly attached?: number;
}

export const DEFAULT_LIMITS: Limits = {
  log: 64 * MIB,
  plan: 128 * MIB,
  "plan-json": 128 * MIB,
  state: 128 * MIB,
  attached: 64 * 1024,
};
