import { conflict, notSimulated } from "../../core/errors.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { naming } from "../../core/refusals.js";
import type { Action, Operation } from "../../core/resource.js";
import { isPooled, type PooledProvider } from "../task-life.js";
import { repoOf } from "./places.js";
import { fetchVersion } from "./publishing.js";

type Module = DataObject<"modules">;
type Version = DataObject<"module-versions">;

/** The VCS provider that fetches a module's repository. @throws ApiError 409, 501 */
function providerOf(
  op: Operation,
  module: Module,
  [method, path]: readonly [method: string, path: string],
): PooledProvider {
  const provider = module.vcsProvider ? op.tx.get("vcs-providers", module.vcsProvider) : undefined;
  if (provider === undefined || repoOf(module) === null)
    throw conflict(
      `Module ${naming(module)} has no VCS repository to resync from. Create it with a VCS provider and 'vcs-repo'.`,
    );
  if (isPooled(provider)) return provider;
  const why =
    `VCS provider ${naming(provider)} has no agent pool, and the sandbox does not contact Git servers itself. Link a VCS pool ` +
    "to it";
  throw notSimulated(method, `${path}/actions/resync (${why})`);
}

/** `POST /modules/{id}/actions/resync`: reads the tags now, and retries versions that could not be fetched. */
const resyncModule: Action<Module> = {
  permission: "modules:update",
  run(op, module) {
    const provider = providerOf(op, module, ["POST", `/modules/${module.id}`]);
    for (const version of op.tx.find("module-versions", "module", module.id))
      if (version.status === "errored" && version.tag)
        fetchVersion(op.tx, provider, module, version, op.now, null);
    return op.tx.update("modules", module.id, { lookedAt: null });
  },
};

/** `GET /module-versions/{id}/actions/resync`: fetches the current commit of the version's tag. */
const resyncVersion: Action<Version> = {
  permission: "modules:update",
  method: "GET",
  run(op, version) {
    const module = op.tx.get("modules", version.module);
    if (module === undefined)
      throw conflict(
        `Module version '${version.version}' (${version.id}) belongs to no module and cannot be resynced.`,
      );
    const provider = providerOf(op, module, ["GET", `/module-versions/${version.id}`]);
    if (!version.tag)
      throw conflict(
        `Module version '${version.version}' (${version.id}) does not come from a tag and cannot be resynced.`,
      );
    fetchVersion(op.tx, provider, module, version, op.now, null);
    return op.tx.get("module-versions", version.id)!;
  },
};

/** The actions of modules and of their versions, by type. */
export const MODULE_ACTIONS = {
  modules: { resync: resyncModule },
  "module-versions": { resync: resyncVersion },
} as const;
