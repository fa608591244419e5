import { readable, requireEntity } from "../core/authorize.js";
import type { Registry } from "../core/compile.js";
import { deleteEntity } from "../core/deletion.js";
import type { EntityType } from "../core/entities.js";
import { ApiError, badRequest } from "../core/errors.js";
import type { Operation, View } from "../core/resource.js";
import type { Reader, Store } from "../core/schema.js";
import { createEntity, createOperation, type OperationContext, updateEntity } from "../core/service.js";
import { explainPool } from "../pools/resolve.js";
import type { Effect, Place, PlacedWorkspace } from "./contract/effect.js";

/**
 * A hypothetical change: an operation of JSON:API's atomic operations. An added object has a `lid`, by which other changes can
 * refer to it instead of an id.
 */
export type Change =
  | { readonly op: "add"; readonly data: AddedObject }
  | { readonly op: "update"; readonly data: ResourceObject }
  | { readonly op: "remove"; readonly ref: { readonly type: EntityType; readonly id: string } };

interface AddedObject extends Omit<ResourceObject, "id"> {
  readonly lid: string;
}

interface ResourceObject {
  readonly type: EntityType;
  readonly id: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, unknown>>;
}

/** The pool of every workspace's runs, by the workspace's id. */
export function placesOf(
  reader: Reader,
  accountId: string,
): Map<string, { workspace: PlacedWorkspace; place: Place }> {
  const places = new Map<string, { workspace: PlacedWorkspace; place: Place }>();
  for (const workspace of reader.all("workspaces")) {
    const { id, name } = workspace;
    const environment = reader.get("environments", workspace.environment)!;
    const { pool, error, candidates } = explainPool(reader, accountId, workspace);
    const won = candidates.find(({ outcome }) => outcome === "won");
    places.set(id, {
      workspace: { id, name, environment: { id: environment.id, name: environment.name } },
      place: { pool, level: won?.level ?? null, reason: error ?? won!.reason },
    });
  }
  return places;
}

/** Carries the result out of the transaction, which is rolled back. */
class Answered extends Error {
  constructor(readonly places: ReturnType<typeof placesOf>) {
    super("Nothing of this is kept.");
  }
}

/**
 * Makes changes under all rules of the API in a transaction that is rolled back, and compares where runs execute before and
 * after. A rejected change is skipped, also one without permission. The result has only objects that the caller may read (R21).
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
  try {
    return store.transact((tx): never => {
      const op = createOperation(registry, tx, context);
      const added = new Map<string, string>();
      changes.forEach((change, at) => {
        try {
          tx.attempt(() => make(registry, op, change, added));
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          refused.set(at, error.message);
        }
      });
      throw new Answered(placesOf(tx, accountId));
    });
  } catch (error) {
    if (!(error instanceof Answered)) throw error;
    const { caller, now, services } = context;
    const view = { reader: store, caller, now, services };
    return shownTo(registry, view, effectOf(before, error.places, refused));
  }
}

function make(registry: Registry, op: Operation, asked: Change, added: Map<string, string>): void {
  const change = asked.op === "add" ? asked : (resolved(asked, added) as Exclude<Change, { op: "add" }>);
  if (change.op === "add") {
    const { lid, type, attributes, relationships } = change.data;
    const id = `${registry.of(type).resource.idPrefix}-new-${added.size + 1}`;
    const data = resolved({ type, attributes, relationships }, added);
    createEntity(registry.of(type), op, { data }, { id });
    added.set(lid, id);
    return;
  }
  const { type, id } = change.op === "update" ? change.data : change.ref;
  const compiled = registry.of(type);
  const { update, delete: remove } = compiled.resource.operations;
  const permission = (change.op === "update" ? update : remove) ?? null;
  const entity = requireEntity(compiled, id, permission, op);
  if (change.op === "remove") deleteEntity(registry, op, entity);
  else updateEntity(compiled, op, entity, { data: change.data });
}

/** A part of a change with ids in place of `lid`s. @throws ApiError if no object with this `lid` was added */
function resolved(value: unknown, added: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, added));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, each]) => {
    if (name !== "lid" || typeof each !== "string") return [name, resolved(each, added)];
    const id = added.get(each);
    if (id === undefined) throw badRequest(`No change before this one adds '${each}'.`, "");
    return ["id", id];
  });
  return Object.fromEntries(entries);
}

/** The name of a workspace for people. The lists of an effect are sorted by it, regardless of the order of creation. */
const nameOf = ({ name, environment }: PlacedWorkspace) => `${environment.name}/${name}`;

function effectOf(
  before: ReturnType<typeof placesOf>,
  after: ReturnType<typeof placesOf>,
  refused: ReadonlyMap<number, string>,
): Omit<Effect, "hidden"> {
  const fresh = new Map(
    [...after].filter(([id]) => !before.has(id)).map(([, placed]) => [nameOf(placed.workspace), placed]),
  );
  const moves: Effect["moves"][number][] = [];
  const deleted: PlacedWorkspace[] = [];
  for (const [id, placed] of before) {
    // One that is replaced is still the same to whoever runs it.
    const label = nameOf(placed.workspace);
    const next = after.get(id) ?? fresh.get(label);
    fresh.delete(label);
    const { workspace, place: from } = placed;
    if (next === undefined) deleted.push(workspace);
    else if (next.place.pool?.id !== from.pool?.id) moves.push({ workspace, from, to: next.place });
  }
  const created = [...fresh.values()].map(({ workspace, place: to }) => ({ workspace, to }));
  const byName = (a: PlacedWorkspace, b: PlacedWorkspace) => (nameOf(a) < nameOf(b) ? -1 : 1);
  return {
    moves: moves.sort((a, b) => byName(a.workspace, b.workspace)),
    created: created.sort((a, b) => byName(a.workspace, b.workspace)),
    deleted: deleted.sort(byName),
    refused: [...refused].map(([change, message]) => ({ change, message })),
  };
}

/** The part of an effect that a caller may see. */
function shownTo(
  registry: Registry,
  view: View,
  { moves, created, deleted, refused }: Omit<Effect, "hidden">,
): Effect {
  const compiled = registry.of("workspaces");
  const shows = ({ id }: PlacedWorkspace) => {
    const workspace = view.reader.get("workspaces", id);
    return workspace !== undefined && readable(compiled, workspace, view);
  };
  const shown = { moves: moves.filter(({ workspace }) => shows(workspace)), deleted: deleted.filter(shows) };
  const hidden = moves.length - shown.moves.length + deleted.length - shown.deleted.length;
  return { ...shown, created, refused, hidden };
}

const TYPES: readonly string[] = ["agent-pools", "environments", "workspaces"];
const MOST_CHANGES = 1_000;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The member of each kind of change that identifies its object, and how. */
const KINDS: Readonly<
  Record<Change["op"], { readonly member: "data" | "ref"; readonly by: readonly string[] }>
> = {
  add: { member: "data", by: ["lid"] },
  update: { member: "data", by: ["id", "lid"] },
  remove: { member: "ref", by: ["id", "lid"] },
};

/** Checks the changes in a request. @throws ApiError 400 */
export function readChanges(body: unknown): readonly Change[] {
  const changes = isObject(body) ? body.changes : undefined;
  if (!Array.isArray(changes) || changes.length === 0 || changes.length > MOST_CHANGES)
    throw badRequest(`'changes' must be a list of 1 to ${MOST_CHANGES} changes.`, "/changes");
  const added = new Set<string>();
  changes.forEach((change: unknown, at) => {
    const pointer = `/changes/${at}`;
    const op = isObject(change) && typeof change.op === "string" ? change.op : "";
    const kind = Object.hasOwn(KINDS, op) ? KINDS[op as Change["op"]] : undefined;
    const named = kind && (change as Record<string, unknown>)[kind.member];
    if (kind === undefined || !isObject(named))
      throw badRequest(
        `A change is {"op": "add", "data": …}, {"op": "update", "data": …} or {"op": "remove", "ref": …}.`,
        pointer,
      );
    if (typeof named.type !== "string" || !TYPES.includes(named.type) || !isNamed(named, kind.by))
      throw badRequest(`A change names a 'type' (${TYPES.join(", ")}) and an '${kind.by[0]}'.`, pointer);
    if (op !== "add") return;
    if (added.has(named.lid as string))
      throw badRequest(`Two changes add something as '${String(named.lid)}'.`, pointer);
    added.add(named.lid as string);
  });
  return changes as Change[];
}

const isNamed = (named: Record<string, unknown>, by: readonly string[]) =>
  by.filter((name) => typeof named[name] === "string").length === 1;
