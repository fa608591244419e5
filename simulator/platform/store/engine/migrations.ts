import type { AnyEntity } from "../entities/tables.js";

/** The entities while they are being read: by type, then by id, in order of insertion. */
export type RawState = Map<string, Map<string, AnyEntity>>;

/** One row of the table of migrations. It must give the same result whenever it runs. */
export interface Migration {
  /** The version it leads to, from the one before. */
  readonly to: number;
  /** What changed, for people. */
  readonly why: string;
  /** Turns an entity of the version before into what it becomes; null drops it. */
  entity(before: AnyEntity): AnyEntity | null;
}

/** Which version of the entities a program writes, and how it reads older ones. */
export interface DataVersion {
  readonly version: number;
  readonly migrations: readonly Migration[];
}

/** Brings entities from one version to a later one. */
export function migrate(state: RawState, table: readonly Migration[], from: number, to: number): void {
  const steps = table.filter((step) => step.to > from && step.to <= to).sort((a, b) => a.to - b.to);
  for (const step of steps) {
    const before = [...state.values()].flatMap((entities) => [...entities.values()]);
    state.clear();
    for (const entity of before) {
      const after = step.entity(entity);
      if (after === null) continue;
      if (!state.has(after.type)) state.set(after.type, new Map());
      state.get(after.type)!.set(after.id, after);
    }
  }
}
