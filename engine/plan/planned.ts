import type { Here } from "../evaluate/scope.js";
import type { Path, Private } from "../interfaces/provider.js";
import type { Action, ActionReason } from "../interfaces/types.js";
import type { Value } from "../values/index.js";

/** What is to be done to one object. */
export interface PlannedObject {
  readonly action: Action;
  readonly reason?: ActionReason;
  readonly before: Value;
  readonly after: Value;
  /** Marked. */
  readonly config: Value;
  readonly requiresReplace: readonly Path[];
  readonly private: Private;
  readonly here: Here;
}
