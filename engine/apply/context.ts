import type { CheckRecorder } from "../evaluate/check-recorder.js";
import type { Expansion } from "../evaluate/expansion.js";
import type { Session } from "../evaluate/session.js";
import type { Counts, Plan } from "../interfaces/types.js";
import type { WorkingState } from "../state/working.js";
import type { Value } from "../values/index.js";

/** A plan while it is applied. */
export interface ApplyContext extends Session {
  readonly plan: Plan;
  readonly state: WorkingState;
  readonly checks: CheckRecorder;
  /** By the resource's address in its module instance, once it was visited. */
  readonly expansions: Map<string, Expansion>;
  /** Values of instances that this apply made or read, by their address. */
  readonly applied: Map<string, Value>;
  /** Keys under which objects were set aside, by the instance's address. */
  readonly deposed: Map<string, string>;
  readonly counts: { -readonly [K in keyof Counts]: Counts[K] };
  /** Changes whose turn came after the interruption, and which were not begun. */
  readonly heldBack: Set<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether commands of provisioners lead process groups of their own. */
  readonly ownGroups: boolean;
  /** Says that the state changed. */
  save(): void;
}
