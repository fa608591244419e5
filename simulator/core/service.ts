import { findReadable, requireAllowed, requireMove } from "./authorize.js";
import type { AnyEntity, CompiledLink, CompiledResource, Registry } from "./compile.js";
import { deleteEntity } from "./deletion.js";
import { conflict } from "./errors.js";
import { newId } from "./ids.js";
import { decodeInput } from "./input.js";
import { checkLinks } from "./links.js";
import type { Input, Operation, ToMany, ToOne } from "./resource.js";
import type { Tx } from "./schema.js";

/** Writes the links that other types store, after the entity itself was written. */
function writeLinks(
  compiled: CompiledResource,
  op: Operation,
  entity: AnyEntity,
  input: Input<AnyEntity>,
): void {
  for (const link of compiled.links.values()) {
    if (link.field !== null || !input.given.has(link.name) || !link.spec?.write) continue;
    const ids = input.extra[link.name] as readonly string[];
    if (link.kind === "to-many") (link.spec as ToMany<AnyEntity>).write!(op, entity, ids);
    else (link.spec as ToOne<AnyEntity>).write!(op, entity, ids[0] ?? null);
  }
}

const current = (compiled: CompiledResource, op: Operation, id: string): AnyEntity =>
  op.reader.get(compiled.type, id);

/** What a world file may set at a creation and a request may not. */
export interface Given {
  /** The id of the new entity. @throws ApiError 409 if it exists already */
  readonly id?: string;
  /** The parent object, for a type that is created below an object of another type. */
  readonly parent?: { readonly field: string; readonly id: string };
}

function requireFree(compiled: CompiledResource, op: Operation, id: string | undefined): void {
  if (id === undefined || op.reader.get(compiled.type, id) === undefined) return;
  throw conflict(`An object with the id '${id}' already exists.`, "/data/id");
}

/** Creates an entity from the body of a request. @throws ApiError, and nothing is stored */
export function createEntity(
  compiled: CompiledResource,
  op: Operation,
  body: unknown,
  given: Given = {},
): AnyEntity {
  const { resource } = compiled;
  const { hooks = {} } = resource;
  const sent = decodeInput(compiled, op, body, null);
  const { parent, id } = given;
  const decoded = parent ? { ...sent, changes: { ...sent.changes, [parent.field]: parent.id } } : sent;
  const input = hooks.prepare?.(op, decoded, null) ?? decoded;
  const { create = resource.under?.create } = resource.operations;
  const permission = typeof create === "object" ? create.permission : create!;
  requireAllowed(compiled, permission, input.changes, op);
  if (typeof create === "object") return create.run(op, input);
  requireFree(compiled, op, id);
  return insertEntity(compiled, op, input, id);
}

/** The default creation: the entity's fields, the rules of its links, the links that other types store. */
function insertEntity(
  compiled: CompiledResource,
  op: Operation,
  input: Input<AnyEntity>,
  id: string = newId(compiled.resource.idPrefix),
): AnyEntity {
  const { resource } = compiled;
  const { hooks = {} } = resource;
  const draft = {
    type: compiled.type,
    id,
    ...resource.initial?.(op, input),
    ...(input.changes as object),
  };
  checkLinks(compiled, op, draft, null, input);
  hooks.check?.(op, draft, null, input);
  const entity = op.tx.insert(draft as never);
  writeLinks(compiled, op, entity, input);
  hooks.afterCreate?.(op, entity, input);
  return current(compiled, op, draft.id);
}

/** Updates an entity from the body of a request. @throws ApiError, and nothing is stored */
export function updateEntity(
  compiled: CompiledResource,
  op: Operation,
  previous: AnyEntity,
  body: unknown,
): AnyEntity {
  const { hooks = {} } = compiled.resource;
  const decoded = decodeInput(compiled, op, body, previous);
  return applyInput(compiled, op, previous, hooks.prepare?.(op, decoded, previous) ?? decoded);
}

/** Replaces the targets of one relationship. */
export function updateLink(
  compiled: CompiledResource,
  op: Operation,
  previous: AnyEntity,
  link: CompiledLink,
  ids: readonly string[],
): void {
  const given = new Set([link.name]);
  const input =
    link.field === null
      ? { given, changes: {}, extra: { [link.name]: ids } }
      : { given, changes: { [link.field]: ids }, extra: {} };
  applyInput(compiled, op, previous, compiled.resource.hooks?.prepare?.(op, input, previous) ?? input);
}

/** Applies checked changes to an entity. */
function applyInput(
  compiled: CompiledResource,
  op: Operation,
  previous: AnyEntity,
  input: Input<AnyEntity>,
): AnyEntity {
  const { hooks = {} } = compiled.resource;
  const draft = { ...previous, ...(input.changes as object) };
  requireMove(compiled, previous, draft, op);
  checkLinks(compiled, op, draft, previous, input);
  hooks.check?.(op, draft, previous, input);
  const entity = op.tx.update(compiled.type, previous.id, input.changes as never);
  writeLinks(compiled, op, entity, input);
  hooks.afterUpdate?.(op, entity, previous, input);
  return current(compiled, op, previous.id);
}

/** The parts of a request that its operation needs. */
export type OperationContext = Pick<Operation, "now" | "caller" | "services" | "params"> &
  Partial<Pick<Operation, "prepared" | "describes" | "asItIs">>;

/** The operation of one request, inside its transaction. */
export function createOperation(registry: Registry, tx: Tx, context: OperationContext): Operation {
  const op: Operation = {
    prepared: null,
    describes: false,
    asItIs: false,
    ...context,
    tx,
    reader: tx,
    reveal: {},
    insert: (type, input) => insertEntity(registry.of(type), op, input),
    readable: (type, id) => findReadable(registry.of(type), id, op),
    remove: (entity) => deleteEntity(registry, op, entity, false),
  };
  return op;
}
