import type { Entities, EntityType } from "../../simulator/core/entities.js";
import type { Reader } from "../../simulator/core/schema.js";
import type { AnyEntity, ExecutedRun } from "../../simulator/sandbox/simulations/messages.js";
import { readHistory } from "../account/history.js";
import { AccountLists } from "../account/lists.js";
import type { Workload } from "../workload/workload.js";
import { worldOf } from "../world/from-store.js";
import type { World } from "../world/world.js";

/** The objects that the sandbox has sent. */
export interface Told {
  readonly accountId: string;
  readonly entities: readonly AnyEntity[];
  /** Runs of its history, the newest first. */
  readonly executed: readonly ExecutedRun[];
}

/** The world of the sandbox, by the same rule as that of a store. */
export function worldTold({ entities, accountId }: Told): World {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const reader = {
    all: <T extends EntityType>(type: T) =>
      entities.filter((entity) => entity.type === type) as Entities[T][],
    get: <T extends EntityType>(type: T, id: string) => {
      const found = byId.get(id);
      return found?.type === type ? (found as Entities[T]) : undefined;
    },
  };
  return worldOf(reader as unknown as Reader, accountId);
}

/** What the sandbox has executed in the last days, read as the history of any account is. @throws AccountReadError */
export async function historyTold(told: Told, days: number): Promise<Workload> {
  const lists = new AccountLists(async () => ({ data: told.executed }));
  return (await readHistory(lists, worldTold(told), days)).workload;
}
