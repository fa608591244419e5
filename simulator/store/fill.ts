import { CorruptStoreError } from "./errors.js";
import type { RawState } from "./migrations.js";
import type { Tables } from "./tables.js";

/** Fills the tables with what was read from `source`. @throws CorruptStoreError, which names the object at fault */
export function fill(tables: Tables, state: RawState, source: string): void {
  for (const entities of state.values()) {
    for (const entity of entities.values()) {
      try {
        tables.load(entity);
      } catch (error) {
        throw new CorruptStoreError(
          source,
          null,
          `object '${entity.id}' of type '${entity.type}' does not fit (${(error as Error).message})`,
          "Undo the last change to it if it was edited.",
        );
      }
    }
  }
}
