/**
 * R20, R21: who may do what. Declarations say which permission an operation needs and in which scope an entity is.
 * This module compares them with the caller's grants. An entity that the caller may not read is answered with 404. An
 * operation that the caller may not do is answered with 403, which names the missing permission and the scope.
 */

import { type AnyEntity, type CompiledResource, findEntity } from "./compile.js";
import { lacksPermission, notFound } from "./errors.js";
import type { View } from "./resource.js";
import type { Reader } from "./schema.js";
import { environmentScope, type Scope, sameScope } from "./scopes.js";

const alternativesOf = (
  { resource }: CompiledResource,
  permission: string,
  entity: AnyEntity | null,
  view: View,
): readonly string[] => resource.alternatives?.(permission, entity, view) ?? [permission];

/** How errors name the type. */
export const errorModel = ({ resource }: CompiledResource): string => resource.errorModel ?? resource.model;

const anyOf = (permissions: readonly string[], holds: (permission: string) => boolean) =>
  permissions.length === 0 || permissions.some(holds);

/** Whether the caller has an operation's permission in the scope of the entity. */
export function allows(
  compiled: CompiledResource,
  permission: string,
  entity: AnyEntity,
  view: View,
): boolean {
  if (view.caller.unrestricted) return true;
  const scope = compiled.scope(entity, view.reader);
  return anyOf(alternativesOf(compiled, permission, entity, view), (each) => view.caller.can(each, scope));
}

/** Whether the caller may read the entity. */
export function readable(compiled: CompiledResource, entity: AnyEntity, view: View): boolean {
  const { caller, reader } = view;
  if (allows(compiled, compiled.readPermission, entity, view)) return true;
  const environments = compiled.usableIn(entity, reader);
  if (environments === "all") return caller.holds(compiled.readPermission);
  return environments.some((id) => caller.within(compiled.readPermission, id));
}

/** Whether the caller may read all entities of the type, so that no single one has to be checked. */
export const readsAll = ({ resource, readPermission }: CompiledResource, { caller }: View): boolean =>
  caller.unrestricted || (resource.alternatives === undefined && caller.can(readPermission));

/** The entity with an id, if the caller may read it. */
export function findReadable(compiled: CompiledResource, id: string, view: View): AnyEntity | undefined {
  const entity = findEntity(compiled, view.reader, id);
  return entity !== undefined && readable(compiled, entity, view) ? entity : undefined;
}

/** The entity that a path names, for an operation on it. With null, no permission is needed. @throws ApiError 404, 403 */
export function requireEntity(
  compiled: CompiledResource,
  id: string,
  permission: string | null,
  view: View,
): AnyEntity {
  const entity =
    permission === null ? findEntity(compiled, view.reader, id) : findReadable(compiled, id, view);
  if (entity === undefined) throw notFound(errorModel(compiled), id);
  const isRead = permission === null || permission === compiled.readPermission;
  if (!isRead) requireAllowed(compiled, permission, entity, view);
  return entity;
}

/** @throws ApiError 403 */
export function requireAllowed(
  compiled: CompiledResource,
  permission: string,
  entity: AnyEntity,
  view: View,
): void {
  if (allows(compiled, permission, entity, view)) return;
  throw lacksPermission(permission, describeScope(compiled.scope(entity, view.reader), view));
}

/** Rejects callers who have the permission in no scope, before anything else is checked. @throws ApiError 403 */
export function requireSomewhere(compiled: CompiledResource, permission: string, view: View): void {
  const { caller } = view;
  if (caller.unrestricted) return;
  if (anyOf(alternativesOf(compiled, permission, null, view), (each) => caller.holds(each))) return;
  const account = describeScope({ kind: "account" }, view);
  const scopes = {
    account,
    environment: `the environment, or in ${account}`,
    workspace: `the workspace, in its environment or in ${account}`,
  };
  throw lacksPermission(permission, scopes[compiled.narrowestScope]);
}

/** Requires a permission in addition to that of the operation. @throws ApiError 403 */
export function requirePermission(permission: string, scope: Scope, view: View): void {
  if (!view.caller.can(permission, scope)) throw lacksPermission(permission, describeScope(scope, view));
}

/** Moving an entity to another scope needs the permission to create it there. @throws ApiError 403 */
export function requireMove(
  compiled: CompiledResource,
  previous: AnyEntity,
  next: AnyEntity,
  view: View,
): void {
  const { create } = compiled.resource.operations;
  if (view.caller.unrestricted || create === undefined) return;
  const [from, to] = [previous, next].map((entity) => compiled.scope(entity, view.reader)) as [Scope, Scope];
  if (sameScope(from, to)) return;
  // A workspace keeps its own scope. What counts is the environment to which it moves.
  const arrives =
    compiled.type === "workspaces" && to.kind === "workspace" ? environmentScope(to.environment) : to;
  requirePermission(typeof create === "string" ? create : create.permission, arrives, view);
}

const named = (entity: { readonly id: string; readonly name: string } | undefined, id: string) =>
  entity ? `'${entity.name}' (${entity.id})` : `'${id}'`;

/** How an error names a scope. */
function describeScope(scope: Scope, { reader, services }: { reader: Reader; services: View["services"] }) {
  if (scope.kind === "account")
    return `account ${named(reader.get("accounts", services.accountId), services.accountId)}`;
  const type = scope.kind === "environment" ? "environments" : "workspaces";
  return `${scope.kind} ${named(reader.get(type, scope.id), scope.id)}`;
}
