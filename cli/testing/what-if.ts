import type { ScalrClient } from "../../provider/client/index.js";
import { type Effect, type Place, type PlacedWorkspace, sandboxApi } from "../client/sandbox-api.js";
import { readChanges } from "../fleet/changes.js";
import { labelOf } from "../fleet/levels.js";

/** Changes of links and access by the names of what they are about; `null` unlinks. They are asked about in this order. */
export interface Changes {
  /** Pools that every environment may use. */
  readonly share?: readonly string[];
  /** R3: the environments that alone may use a pool. */
  readonly access?: Readonly<Record<string, readonly string[]>>;
  readonly accountDefault?: string | null;
  readonly environmentDefaults?: Readonly<Record<string, string | null>>;
  /** Pools by workspaces, as `environment/name`. */
  readonly links?: Readonly<Record<string, string | null>>;
  readonly deletePools?: readonly string[];
  readonly deleteEnvironments?: readonly string[];
}

/** A workspace whose runs would execute elsewhere. Pools are named; the Scalr runners are `scalr-runners`. */
export interface Move {
  /** `environment/name` */
  readonly workspace: string;
  /** Null where there is no pool: runs end errored (R3). */
  readonly from: string | null;
  readonly to: string | null;
  /** Why they would execute there. */
  readonly reason: string;
}

/** The effect of changes. */
export interface WhatIf {
  readonly moves: readonly Move[];
  /** Workspaces that would be new, with their pools. */
  readonly created: readonly { readonly workspace: string; readonly to: string | null }[];
  /** Workspaces that would be deleted. */
  readonly deleted: readonly string[];
  /** What would be refused, with its reason; the rest of the effect is that of the other changes. */
  readonly refused: readonly { readonly change: string; readonly message: string }[];
}

/** Requests the effect of changes, without making them. @throws CliError if there is no object with a given name */
export async function whatIf(client: ScalrClient, changes: Changes): Promise<WhatIf> {
  const { accountDefault, access = {}, environmentDefaults = {}, links = {} } = changes;
  const pairs = (all: Readonly<Record<string, string | null>>) =>
    Object.entries(all).map(([name, pool]) => `${name}=${pool ?? "none"}`);
  const asked = await readChanges(client, {
    share: changes.share ?? [],
    access: Object.entries(access).map(([pool, names]) => `${pool}=${names.join(",")}`),
    accountDefault: accountDefault === undefined ? undefined : (accountDefault ?? "none"),
    environmentDefault: pairs(environmentDefaults),
    link: pairs(links),
    deletePool: changes.deletePools ?? [],
    deleteEnvironment: changes.deleteEnvironments ?? [],
  });
  if (asked.length === 0) return { moves: [], created: [], deleted: [], refused: [] };
  const body = { changes: asked.map(({ operation }) => operation) };
  const effect = await client.json<Effect>("POST", `${sandboxApi}/what-if`, body);
  const refused = effect.refused.map(({ change, message }) => ({
    // As a flag it is `--link dev/api=private`.
    change: asked[change]!.text.replace(/^--/, ""),
    message,
  }));
  return { ...shown(effect), refused };
}

/** An effect by names. */
export const shown = ({ moves, created, deleted }: Pick<Effect, "moves" | "created" | "deleted">) => ({
  moves: moves.map(
    ({ workspace, from, to }): Move => ({
      workspace: labelOf(workspace),
      from: nameOf(from),
      to: nameOf(to),
      reason: to.reason,
    }),
  ),
  created: created.map(({ workspace, to }) => ({ workspace: labelOf(workspace), to: nameOf(to) })),
  deleted: deleted.map((workspace: PlacedWorkspace) => labelOf(workspace)),
});

const nameOf = ({ pool }: Place) => pool?.name ?? null;
