import type { Level, PoolName } from "../../pools/resolution-rules.js";

/** The pool of a workspace's runs, and why (R4). */
export interface Place {
  /** Null if the workspace's runs end errored (R3). */
  readonly pool: PoolName | null;
  /** The level that decided it (R2); null if there is no pool. */
  readonly level: Level | null;
  readonly reason: string;
}

/** A workspace, as effects and lists of places name it. */
export interface PlacedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly environment: { readonly id: string; readonly name: string };
}

/** The pools of all workspaces: the response of `GET /resolutions`. */
export interface AllPlaces {
  readonly workspaces: readonly (PlacedWorkspace & Place)[];
}

/** A workspace whose runs would execute in another pool, or in none. */
export interface Move {
  readonly workspace: PlacedWorkspace;
  readonly from: Place;
  readonly to: Place;
}

/** The effect of changes: the response of `POST /what-if`. */
export interface Effect {
  /** Workspaces whose runs would execute elsewhere, or nowhere. */
  readonly moves: readonly Move[];
  /** Workspaces that would be new, and where their runs would execute. */
  readonly created: readonly { readonly workspace: PlacedWorkspace; readonly to: Place }[];
  /** Workspaces that would be deleted. */
  readonly deleted: readonly PlacedWorkspace[];
  /** Changes that the API would reject, by their position in the list. They have no part in the effect. */
  readonly refused: readonly { readonly change: number; readonly message: string }[];
  /** How many workspaces would move or be deleted that the caller may not read (R21). They are not in the lists. */
  readonly hidden: number;
}
