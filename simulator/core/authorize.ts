/**
 * R20, R21: who may do what. The declarations say which permission an operation needs and where an entity belongs;
 * here the two are brought together with what the caller was granted. What may not be read is not found (404); what may
 * be read and not done is refused (403), with the permission that is missing and where.
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

/** Whether the caller holds an operation's permission where the entity belongs. */
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

/** Whether the caller may know of the entity. */
export function readable(compiled: CompiledResource, entity: AnyEntity, view: View): boolean {
  const { caller, reader } = view;
  if (allows(compiled, compiled.readPermission, entity, view)) return true;
  const environments = compiled.usableIn(entity, reader);
  if (environments === "all") return caller.holds(compiled.readPermission);
  return environments.some((id) => caller.within(compiled.readPermission, id));
}

/** Whether the caller may know of every entity of the type, so that none has to be asked about. */
export const readsAll = ({ resource, readPermission }: CompiledResource, { caller }: View): boolean =>
  caller.unrestricted || (resource.alternatives === undefined && caller.can(readPermission));

/** The entity with an id, if the caller may know of it. */
export function findReadable(compiled: CompiledResource, id: string, view: View): AnyEntity | undefined {
  const entity = findEntity(compiled, view.reader, id);
  return entity !== undefined && readable(compiled, entity, view) ? entity : undefined;
}

/** The entity that a path names, for an operation on it; null asks for no permission. @throws ApiError 404, 403 */
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

/** Refuses those who hold the permission nowhere, before anything else is looked at. @throws ApiError 403 */
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

/** A permission asked for besides that of the operation. @throws ApiError 403 */
export function requirePermission(permission: string, scope: Scope, view: View): void {
  if (!view.caller.can(permission, scope)) throw lacksPermission(permission, describeScope(scope, view));
}

/** To move an entity to another scope is to create it there. @throws ApiError 403 */
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
  // A workspace's own scope goes with it; what counts is where it arrives.
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
