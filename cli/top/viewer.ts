import type { Change } from "../events/change.js";
import type { World } from "./world.js";

/** Shows the world to somebody, in one way or another. */
export interface Viewer {
  /** All that exists is known, at first or anew. */
  known(world: World): void;
  /** A commit was taken. */
  changed(world: World, changes: readonly Change[]): void;
  /** The connection went, and `reason` is why; or (null) it is back. */
  connection(lost: string | null): void;
  /** Leaves everything as it was. */
  end(): void;
}
