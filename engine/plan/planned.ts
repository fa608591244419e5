import { configAddress } from "../addresses/address.js";
import type { Here } from "../evaluate/scope.js";
import type { Path, Private } from "../interfaces/provider.js";
import type { Action, ActionReason, ResourceChange } from "../interfaces/types.js";
import type { Value } from "../values/index.js";

/** The planned change of one object. */
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

/** What is to be done, by `changeId`; tells at once of which resources something is. */
export class Changes extends Map<string, ResourceChange> {
  readonly #changed = new Set<string>();

  override set(id: string, change: ResourceChange): this {
    if (change.action !== "no-op") this.#changed.add(configAddress(change));
    return super.set(id, change);
  }

  /** Whether anything is to be done to an instance of the resource with this address in the configuration. */
  ofResource(address: string): boolean {
    return this.#changed.has(address);
  }
}
