import { findReadable, requireEntity } from "../../core/authorize.js";
import type { Entities, Environment, Workspace } from "../../core/entities.js";
import { ApiError, forbidden, notFound } from "../../core/errors.js";
import type { Answer, Operation } from "../../core/resource.js";
import { remoteBackendRefusal } from "../../workspaces/workspace-rules.js";
import type { ApiServices } from "../http/services.js";
import { type Api, type Route, type RouteContext, transact } from "../scalr/route.js";
import { isRunCaller } from "./run-callers.js";

/** A request with everything that its route needs. */
export interface Call extends RouteContext {
  readonly api: Api;
  readonly services: ApiServices;
}

/** The declaration of a route: like those of the scalr.io API, without a description. */
export interface Declared extends Omit<Route, "run" | "describes" | "admit"> {
  readonly run: (call: Call) => ReturnType<Route["run"]>;
}

/** The methods of each path, with `*` for an id or a name. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Declared>>>>;

type Run = Declared["run"];

/** A route that reads. */
export const reads = (permission: string | null, run: Run): Declared => ({
  permission,
  body: "none",
  changes: false,
  run,
});

/** A route that answers with a file. */
export const readsFile = (permission: string | null, run: Run): Declared => ({
  ...reads(permission, run),
  body: "raw",
});

/** A route that changes something. */
export const changes = (permission: string, run: Run, body: Route["body"] = "required"): Declared => ({
  permission,
  body,
  changes: true,
  run,
});

/** A name or an id in the path. @throws URIError for one that cannot be decoded */
export const named = ({ ids }: Call, at: number): string => decodeURIComponent(ids[at] ?? "");

/** The entity whose id is in the path. @throws ApiError 404, 403 */
export function entity<T extends keyof Entities>(
  call: Call,
  type: T,
  permission: string,
  id = named(call, 0),
): Entities[T] {
  return requireEntity(call.api.registry.of(type), id, permission, call) as Entities[T];
}

/** Runs one transaction for the request. */
export const change = <R>(call: Call, work: (op: Operation) => R): R => transact(call.api, call, work);

/**
 * The environment that a path names as an organization, by name or id. A caller who may read one of its workspaces may use it.
 * @throws ApiError 404, and 403 where neither the environment nor any workspace may have a remote backend
 */
export function environmentOf(call: Call): Environment {
  const { api, reader, caller } = call;
  const name = named(call, 0);
  const found = [reader.get("environments", name), ...reader.find("environments", "name", name)].find(
    (each) =>
      each !== undefined &&
      (findReadable(api.registry.of("environments"), each.id, call) !== undefined ||
        caller.within("workspaces:read", each.id)),
  );
  if (found === undefined) throw notFound("Environment", name);
  refuse(remoteBackendRefusal(found, null));
  return found;
}

/** The workspace of a path with an organization and a name. @throws ApiError 404, 403 */
export function workspaceNamed(call: Call, permission: string): Workspace {
  const environment = environmentOf(call);
  const name = named(call, 1);
  const found = call.reader
    .find("workspaces", "name", name)
    .find((each) => each.environment === environment.id);
  if (found === undefined) throw notFound("Workspace", name);
  // A run is told why, where people would only hear that there is nothing: programs would continue to make the workspace.
  const refusal = isRunCaller(call.caller) ? call.caller.stateRefusal(found) : null;
  if (refusal !== null) throw forbidden(refusal);
  return usable(call, entity(call, "workspaces", permission, found.id));
}

/** The workspace whose id is in the path. @throws ApiError 404, 403 */
export const workspaceOf = (call: Call, permission: string): Workspace =>
  usable(call, entity(call, "workspaces", permission));

/** @throws ApiError 403 for a workspace that has no remote backend */
export function usable(call: Call, workspace: Workspace): Workspace {
  refuse(remoteBackendRefusal(call.reader.get("environments", workspace.environment)!, workspace));
  return workspace;
}

function refuse(refusal: string | null): void {
  if (refusal !== null)
    throw new ApiError(403, [{ title: "The remote backend is disabled", detail: refusal }]);
}

/** A response of the registry protocols, which are plain JSON. */
export const json = (value: object): Answer => ({
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(value),
});
