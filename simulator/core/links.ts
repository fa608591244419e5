import { errorModel, findReadable, requireAllowed, requirePermission } from "./authorize.js";
import { type AnyEntity, type CompiledLink, type CompiledResource, findEntity } from "./compile.js";
import { type ErrorItem, invalidRelationship, unknownMember, unknownTag, unknownTarget } from "./errors.js";
import type { Input, Operation, View } from "./resource.js";
import type { Scope } from "./scopes.js";
import { isObject } from "./values.js";

/** The body of a request while it is decoded. `faults` collects all errors of its attributes. */
export interface Draft {
  readonly given: Set<string>;
  readonly changes: Record<string, unknown>;
  readonly extra: Record<string, unknown>;
  readonly faults: ErrorItem[];
}

/** The ids of a relationship's `data`, checked for shape and type. */
export function decodeLinkage(link: CompiledLink, data: unknown): string[] {
  const { name, kind } = link;
  if (kind === "to-one" ? Array.isArray(data) : !Array.isArray(data)) {
    const expected = kind === "to-one" ? "one resource identifier or null" : "a list of resource identifiers";
    throw invalidRelationship(name, `The data of '${name}' must be ${expected}.`);
  }
  const identifiers = kind === "to-one" ? (data === null ? [] : [data]) : (data as unknown[]);
  const ids = identifiers.map((identifier) => {
    if (!isObject(identifier) || typeof identifier.id !== "string" || typeof identifier.type !== "string") {
      throw invalidRelationship(name, `The data of '${name}' must identify resources by 'type' and 'id'.`);
    }
    if (link.target === null) {
      throw invalidRelationship(name, `The sandbox does not simulate '${name}'; leave it out or empty.`);
    }
    if (identifier.type !== link.target) {
      throw invalidRelationship(
        name,
        `'${name}' takes resources of type '${link.target}', not '${identifier.type}'.`,
      );
    }
    return identifier.id;
  });
  return [...new Set(ids)];
}

/** Rejects ids that do not exist or that the caller may not read (R21: both get the same error). */
export function requireTargets(link: CompiledLink, ids: readonly string[], view: View): void {
  for (const [index, id] of ids.entries()) {
    const { compiled } = link.targetInfo!;
    if (findReadable(compiled, id, view) !== undefined) continue;
    if (compiled.type === "tags") throw unknownTag(id);
    throw link.kind === "to-one"
      ? unknownTarget(link.name, errorModel(compiled), id)
      : unknownMember(link.name, id, index);
  }
}

/**
 * Checks the additional permission of a link (R20): to read a target that is added, in the scope of what is linked to it; any other
 * one on each target that is added or removed. @throws ApiError 403
 */
function requireLinking(
  link: CompiledLink,
  ids: readonly string[],
  op: Operation,
  { scope, previous }: { readonly scope: Scope; readonly previous: AnyEntity | null },
): void {
  const permission = link.spec?.permission;
  if (permission === undefined || op.caller.unrestricted) return;
  const before = previous === null ? [] : link.ids(previous, op);
  const { compiled } = link.targetInfo!;
  const changed = [...ids.filter((id) => !before.includes(id)), ...before.filter((id) => !ids.includes(id))];
  for (const id of changed) {
    const target = findEntity(compiled, op.reader, id);
    if (target === undefined) continue;
    if (permission !== compiled.readPermission) requireAllowed(compiled, permission, target, op);
    else if (ids.includes(id)) requirePermission(permission, scope, op);
  }
}

const sameLink = (link: CompiledLink, previous: AnyEntity, ids: readonly string[], op: Operation) =>
  link.ids(previous, op).join() === ids.join();

function decodeLink(
  link: CompiledLink,
  data: unknown,
  op: Operation,
  previous: AnyEntity | null,
  into: Draft,
) {
  const ids = decodeLinkage(link, data);
  if (link.target === null) return;
  if (link.writable === false && !(op.describes && link.spec?.described)) {
    if (link.spec?.verified) requireTargets(link, ids, op);
    return;
  }
  if (link.spec?.required && ids.length === 0)
    throw invalidRelationship(link.name, `'${link.name}' cannot be empty.`);
  requireTargets(link, ids, op);
  if (link.writable === "create" && previous !== null && !sameLink(link, previous, ids, op)) {
    throw invalidRelationship(link.name, `'${link.name}' is fixed at creation.`);
  }
  into.given.add(link.name);
  if (link.field !== null) into.changes[link.field] = link.kind === "to-one" ? (ids[0] ?? null) : ids;
  else into.extra[link.name] = ids;
}

/** Collects the relationships of a request. Rejects unknown names, because ignoring them would lose a link silently. */
export function decodeLinks(
  compiled: CompiledResource,
  op: Operation,
  sent: Readonly<Record<string, unknown>>,
  previous: AnyEntity | null,
  into: Draft,
): void {
  for (const [name, relationship] of Object.entries(sent)) {
    const link = compiled.links.get(name);
    if (!link) {
      const names = [...compiled.links.keys()].join(", ");
      throw invalidRelationship(name, `'${compiled.type}' has no relationship '${name}'; it has: ${names}.`);
    }
    // Some clients send an empty object for a relationship that they do not set.
    if (!isObject(relationship))
      throw invalidRelationship(name, `'${name}' must be an object with a member 'data'.`);
    if (relationship.data !== undefined) decodeLink(link, relationship.data, op, previous, into);
  }
  if (previous !== null) return;
  for (const link of compiled.links.values()) {
    if (into.given.has(link.name) || link.writable === false) continue;
    if (link.spec?.required) throw invalidRelationship(link.name, `'${link.name}' is required.`);
    if (link.field !== null) into.changes[link.field] = link.kind === "to-one" ? null : [];
  }
}

/** The relationships of documents, and those that have only a path of their own. */
const linksOf = ({ links, endpoints }: CompiledResource): readonly CompiledLink[] => [
  ...links.values(),
  ...endpoints.filter(({ name }) => !links.has(name)),
];

/** Applies the rules on every link that the request sets (R3, R5, R6, R20). */
export function checkLinks(
  compiled: CompiledResource,
  op: Operation,
  next: AnyEntity,
  previous: AnyEntity | null,
  { given, extra }: Input<AnyEntity>,
): void {
  for (const link of linksOf(compiled)) {
    const { check, permission } = link.spec ?? {};
    if ((check ?? permission) === undefined || !given.has(link.name)) continue;
    const ids = link.field === null ? (extra[link.name] as readonly string[]) : link.ids(next, op);
    requireLinking(link, ids, op, { scope: compiled.scope(next, op.reader), previous });
    if (check === undefined) continue;
    for (const id of ids) {
      const refusal = check(next, findEntity(link.targetInfo!.compiled, op.reader, id) as never, op);
      if (refusal !== null) throw invalidRelationship(link.name, refusal);
    }
  }
}
