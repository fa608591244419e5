import type { Entities, EntityType } from "../../simulator/core/entities.js";

/** One committed change, as the simulator's event stream tells it. */
export interface Change<T extends EntityType = EntityType> {
  readonly seq: number;
  /** Sandbox time. */
  readonly at: string;
  readonly type: T;
  readonly id: string;
  readonly action: "exists" | "created" | "updated" | "deleted";
  readonly before?: Entities[T];
  readonly after?: Entities[T];
}
