import type { DataObject } from "../../core/kept-types/types.js";
import { naming } from "../../core/refusals.js";
import type { Reader } from "../../core/schema.js";
import { repositoryOf } from "../pushes.js";
import { isPooled } from "../task-life.js";
import { repoOf } from "./places.js";

/** `status` and `error-message` of a module, derived from its versions and its repository. */
export interface ModuleState {
  readonly status: "no_version_tags" | "pending" | "setup_complete" | "errored";
  readonly error: string | null;
}

/** Why the repository of a module's versions cannot be used, or null. */
function repositoryFault(reader: Reader, module: DataObject): string | null {
  const provider = module.vcsProvider ? reader.get("vcs-providers", module.vcsProvider) : undefined;
  const repo = repoOf(module);
  if (provider === undefined || repo === null) return null;
  if (isPooled(provider)) return repositoryOf(reader, provider.id, repo.identifier)?.error ?? null;
  return `VCS provider ${naming(provider)} has no agent pool, and the sandbox does not contact Git servers itself. Link a VCS pool to it.`;
}

/** A module can be used as soon as one of its versions can. */
export function moduleState(reader: Reader, module: DataObject): ModuleState {
  const versions = reader.find("module-versions", "module", module.id);
  const error = repositoryFault(reader, module);
  if (versions.some(({ status }) => status === "ok")) return { status: "setup_complete", error };
  const provider = module.vcsProvider ? reader.get("vcs-providers", module.vcsProvider) : undefined;
  if (!isPooled(provider)) return { status: "no_version_tags", error };
  if (error !== null) return { status: "errored", error };
  if (!module.lookedAt || versions.some(({ status }) => status === "pending"))
    return { status: "pending", error: null };
  const failed = versions.find(({ status }) => status === "errored");
  if (failed) return { status: "errored", error: `Version ${failed.version}: ${failed.errorMessage}` };
  return { status: "no_version_tags", error: null };
}
