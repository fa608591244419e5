import { sandbox } from "./api.js";
import { type AskedChange, operationOf } from "./changes.js";
import { type Fetched, useFetched } from "./fetched.js";
import { useSettled } from "./settled.js";
import { world } from "./world.js";

interface Place {
  /** Null where there is none (R3): a run ends errored. */
  readonly pool: { readonly id: string; readonly name: string } | null;
  readonly reason: string;
}

interface PlacedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly environment: { readonly id: string; readonly name: string };
}

export interface Move {
  readonly workspace: PlacedWorkspace;
  readonly from: Place;
  readonly to: Place;
}

/** What changes would do, as the sandbox says that has tried them. */
export interface Effect {
  readonly moves: readonly Move[];
  readonly deleted: readonly PlacedWorkspace[];
  /** By the place of the change among those that were asked about. */
  readonly refused: readonly { readonly change: number; readonly message: string }[];
  /** Workspaces among these that the caller may not read. */
  readonly hidden: number;
}

const NOTHING: Effect = { moves: [], deleted: [], refused: [], hidden: 0 };

/** Asks what changes would do; again when they change, or something that decides where runs execute. */
export function useEffectOf(changes: readonly AskedChange[]): Fetched<Effect> {
  const operations = changes.flatMap((change, at) => {
    const operation = operationOf(change);
    return operation === null ? [] : [{ at, operation }];
  });
  const asked = useSettled(JSON.stringify(operations), 150);
  const when = (["accounts", "agent-pools", "environments", "workspaces"] as const).map((type) =>
    world.all(type),
  );
  return useFetched(async () => {
    const wanted: typeof operations = JSON.parse(asked);
    if (wanted.length === 0) return NOTHING;
    const body = { changes: wanted.map(({ operation }) => operation) };
    const effect = await sandbox.post<Effect>("what-if", body);
    const refused = effect.refused.map(({ change, message }) => ({ change: wanted[change]!.at, message }));
    return { ...effect, refused };
  }, [asked, ...when]);
}
