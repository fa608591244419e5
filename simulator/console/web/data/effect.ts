import type { Effect, Move } from "../../../sandbox/contract/effect.js";
import { sandbox } from "./api.js";
import { type AskedChange, operationOf } from "./changes.js";
import { type Fetched, useFetched } from "./fetched.js";
import { useSettled } from "./settled.js";
import { world } from "./world.js";

export type { Effect, Move };

const NOTHING: Effect = { moves: [], created: [], deleted: [], refused: [], hidden: 0 };

/** Requests the effect of changes, again when they change or when something that decides where runs execute does. */
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
