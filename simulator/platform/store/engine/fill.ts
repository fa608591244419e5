import { CorruptStoreError } from "../entities/errors.js";
import type { AnyEntity, Tables } from "../entities/tables.js";
import type { RawState } from "./migrations.js";

type Entities = ReadonlyMap<string, AnyEntity>;

const NONE: Entities = new Map();

/**
 * Makes the tables equal to `source`. They may hold an earlier state of it; then only the differences are replaced. @throws
 * CorruptStoreError, which names the object at fault
 */
export function fill(tables: Tables, state: RawState, source: string): void {
  const filled = [...tables.types].filter((type) => tables.of(type).size > 0);
  for (const type of filled) removeOthers(tables, type, state.get(type) ?? NONE);
  for (const entities of state.values()) load(tables, entities, source);
  for (const type of filled) {
    const entities = state.get(type) ?? NONE;
    if (isInOrder(tables, type, entities)) continue;
    tables.of(type).clear();
    load(tables, entities, source);
  }
}

function removeOthers(tables: Tables, type: string, entities: Entities): void {
  const table = tables.of(type);
  for (const { id } of [...table.all()]) if (!entities.has(id)) table.remove(id);
}

function load(tables: Tables, entities: Entities, source: string): void {
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

/** An entity that was deleted and created again comes last, but it was replaced in its old position. */
function isInOrder(tables: Tables, type: string, entities: Entities): boolean {
  const ids = entities.keys();
  for (const { id } of tables.of(type).all()) if (ids.next().value !== id) return false;
  return true;
}
