import { configAddress } from "../addresses/address.js";
import type { ResourceChange } from "../interfaces/types.js";

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
