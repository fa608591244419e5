import { readable, requireEntity } from "../core/authorize.js";
import type { Registry } from "../core/compile.js";
import { deleteEntity } from "../core/deletion.js";
import type { EntityType } from "../core/entities.js";
import { ApiError, badRequest } from "../core/errors.js";
import type { Operation, View } from "../core/resource.js";
import type { Reader, Store } from "../core/schema.js";
import { createOperation, type OperationContext, updateEntity } from "../core/service.js";
import type { PoolName } from "../pools/resolution-rules.js";
import { explainPool } from "../pools/resolve.js";

/** A change that is asked about: an operation of JSON:API's atomic operations. */
export type Change =
  | { readonly op: "update"; readonly data: ResourceObject }
  | { readonly op: "remove"; readonly ref: { readonly type: EntityType; readonly id: string } };

interface ResourceObject {
  readonly type: EntityType;
  readonly id: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, unknown>>;
}

/** Where a workspace's runs execute, and why (R4). */
export interface Place {
  /** Null where there is none (R3): a run ends errored. */
  readonly pool: PoolName | null;
  readonly reason: string;
}

export interface PlacedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly environment: { readonly id: string; readonly name: string };
}

/** What changes would do. */
export interface Effect {
  /** Workspaces whose runs would execute elsewhere, or nowhere. */
  readonly moves: readonly {
    readonly workspace: PlacedWorkspace;
    readonly from: Place;
    readonly to: Place;
  }[];
  /** Workspaces that would be deleted. */
  readonly deleted: readonly PlacedWorkspace[];
  /** Changes that the API would refuse, by their place in the list; the effect is that of the others. */
  readonly refused: readonly { readonly change: number; readonly message: string }[];
  /** Moves and deletions of workspaces that the caller may not read (R21), and which are not among those above. */
  readonly hidden: number;
}

/** Where every workspace's runs execute, by its id. */
export function placesOf(
  reader: Reader,
  accountId: string,
): Map<string, { workspace: PlacedWorkspace; place: Place }> {
  const places = new Map<string, { workspace: PlacedWorkspace; place: Place }>();
  for (const workspace of reader.all("workspaces")) {
    const { id, name } = workspace;
    const environment = reader.get("environments", workspace.environment)!;
    const { pool, error, candidates } = explainPool(reader, accountId, workspace);
    const reason = error ?? candidates.find(({ outcome }) => outcome === "won")!.reason;
    places.set(id, {
      workspace: { id, name, environment: { id: environment.id, name: environment.name } },
      place: { pool, reason },
    });
  }
  return places;
}

/** Carries the answer out of the transaction, of which nothing is kept. */
class Answered extends Error {
  constructor(readonly places: ReturnType<typeof placesOf>) {
    super("Nothing of this is kept.");
  }
}

class Refused extends Error {
  constructor(
    readonly change: number,
    readonly refusal: ApiError,
  ) {
    super(refusal.message);
  }
}

/**
 * Makes changes under every rule of the API in a transaction that is then rolled back, and compares where runs execute before
 * and after. A change that is refused is left out, also for lack of a permission; the caller hears of what they may read (R21).
 */
export function whatIf(
  store: Store,
  registry: Registry,
  accountId: string,
  context: OperationContext,
  changes: readonly Change[],
): Effect {
  const before = placesOf(store, accountId);
  const refused = new Map<number, string>();
  for (;;) {
    try {
      store.transact((tx) => {
        const op = createOperation(registry, tx, context);
        changes.forEach((change, at) => {
          if (!refused.has(at)) attempt(registry, op, change, at);
        });
        throw new Answered(placesOf(tx, accountId));
      });
    } catch (error) {
      if (error instanceof Answered) {
        const { caller, now, services } = context;
        return shownTo(
          registry,
          { reader: store, caller, now, services },
          effectOf(before, error.places, refused),
        );
      }
      if (!(error instanceof Refused)) throw error;
      // What it had changed before it was refused is undone with the rest, which is made once more.
      refused.set(error.change, error.refusal.message);
    }
  }
}

function attempt(registry: Registry, op: Operation, change: Change, at: number): void {
  try {
    const { type, id } = change.op === "update" ? change.data : change.ref;
    const compiled = registry.of(type);
    const { update, delete: remove } = compiled.resource.operations;
    const permission = (change.op === "update" ? update : remove) ?? null;
    const entity = requireEntity(compiled, id, permission, op);
    if (change.op === "remove") deleteEntity(registry, op, entity);
    else updateEntity(compiled, op, entity, { data: change.data });
  } catch (error) {
    throw error instanceof ApiError ? new Refused(at, error) : error;
  }
}

function effectOf(
  before: ReturnType<typeof placesOf>,
  after: ReturnType<typeof placesOf>,
  refused: ReadonlyMap<number, string>,
): Omit<Effect, "hidden"> {
  const moves: Effect["moves"][number][] = [];
  const deleted: PlacedWorkspace[] = [];
  for (const [id, { workspace, place: from }] of before) {
    const to = after.get(id)?.place;
    if (to === undefined) deleted.push(workspace);
    else if (to.pool?.id !== from.pool?.id) moves.push({ workspace, from, to });
  }
  return { moves, deleted, refused: [...refused].map(([change, message]) => ({ change, message })) };
}

/** What a caller may know of an effect. */
function shownTo(
  registry: Registry,
  view: View,
  { moves, deleted, refused }: Omit<Effect, "hidden">,
): Effect {
  const compiled = registry.of("workspaces");
  const shows = ({ id }: PlacedWorkspace) => {
    const workspace = view.reader.get("workspaces", id);
    return workspace !== undefined && readable(compiled, workspace, view);
  };
  const shown = { moves: moves.filter(({ workspace }) => shows(workspace)), deleted: deleted.filter(shows) };
  const hidden = moves.length - shown.moves.length + deleted.length - shown.deleted.length;
  return { ...shown, refused, hidden };
}

const TYPES: readonly string[] = ["agent-pools", "environments", "workspaces"];
const MOST_CHANGES = 100;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Checks what a client sent. @throws ApiError 400 */
export function readChanges(body: unknown): readonly Change[] {
  const changes = isObject(body) ? body.changes : undefined;
  if (!Array.isArray(changes) || changes.length === 0 || changes.length > MOST_CHANGES)
    throw badRequest(`'changes' must be a list of 1 to ${MOST_CHANGES} changes.`, "/changes");
  changes.forEach((change: unknown, at) => {
    const pointer = `/changes/${at}`;
    const named = isObject(change) ? (change.op === "update" ? change.data : change.ref) : undefined;
    if (!isObject(change) || (change.op !== "update" && change.op !== "remove") || !isObject(named))
      throw badRequest(`A change is {"op": "update", "data": …} or {"op": "remove", "ref": …}.`, pointer);
    if (typeof named.id !== "string" || typeof named.type !== "string" || !TYPES.includes(named.type))
      throw badRequest(`A change names a 'type' (${TYPES.join(", ")}) and an 'id'.`, pointer);
  });
  return changes as Change[];
}
