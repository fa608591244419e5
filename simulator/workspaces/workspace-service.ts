import { sameName } from "../core/common.js";
import type { Workspace } from "../core/entities.js";
import { invalidAttribute, invalidRelationship } from "../core/errors.js";
import type { Input, Operation } from "../core/resource.js";
import type { Reader } from "../core/schema.js";
import { workspaceLinkRefusal } from "../pools/pool-rules.js";
import { moduleVersionFault } from "../vcs/modules/used-version.js";

/** The version of a workspace that sets none. */
const DEFAULT_VERSIONS: Readonly<Record<Workspace["iacPlatform"], string>> = {
  terraform: "1.5.7",
  opentofu: "1.10.0",
};

/** Sets fields that depend on others in the request, and who changed the workspace. */
export function prepareWorkspace(
  op: Operation,
  input: Input<Workspace>,
  previous: Workspace | null,
): Input<Workspace> {
  const changes: { -readonly [K in keyof Workspace]?: Workspace[K] } = { ...input.changes };
  if (input.given.has("operations") && !input.given.has("execution-mode")) {
    changes.executionMode = input.extra.operations ? "remote" : "local";
  }
  const { workspaceProgram } = op.services;
  const namesNothing = !input.given.has("iac-platform") && changes.terraformVersion === "";
  if (previous === null && namesNothing && workspaceProgram) changes.iacPlatform = workspaceProgram;
  const platform = changes.iacPlatform ?? previous?.iacPlatform ?? "terraform";
  const isOtherPlatform = previous !== null && platform !== previous.iacPlatform;
  if (changes.terraformVersion === "" || (isOtherPlatform && changes.terraformVersion === undefined)) {
    changes.terraformVersion = platform === workspaceProgram ? "auto" : DEFAULT_VERSIONS[platform];
  }
  const isProtected = changes.deletionProtectionEnabled;
  if (previous !== null && isProtected !== undefined && isProtected !== previous.deletionProtectionEnabled)
    changes.deletionProtectionChangedBy = op.caller.user;
  if (previous !== null) {
    changes.updatedAt = op.now;
    changes.updatedBy = op.caller.user;
  }
  return { ...input, changes };
}

/**
 * Rejects a name that another workspace of the environment has, a module version that the workspace cannot use, and a move to an
 * environment that may not use the workspace's pool. @throws ApiError 422
 */
export function checkWorkspace(
  op: Operation,
  next: Workspace,
  previous: Workspace | null,
  input: Input<Workspace>,
) {
  const other = sameName("workspaces", op, next, ({ environment }) => environment === next.environment);
  if (other) {
    throw invalidAttribute(
      "name",
      `A workspace named '${next.name}' already exists in this environment (${other.id}).`,
    );
  }
  const moves = previous !== null && previous.environment !== next.environment;
  if (
    next.moduleVersion !== null &&
    (moves || input.given.has("vcs-provider") || input.given.has("vcs-repo"))
  ) {
    const version = op.reader.get("module-versions", next.moduleVersion)!;
    const fault = moduleVersionFault(next, version, op.reader);
    if (fault !== null) throw invalidRelationship(moves ? "environment" : "module-version", fault);
  }
  if (!moves || next.agentPool === null || input.given.has("agent-pool")) return;
  const pool = op.reader.get("agent-pools", next.agentPool)!;
  const refusal = workspaceLinkRefusal(pool, next, op.reader.get("environments", next.environment)!);
  if (refusal !== null) throw invalidRelationship("environment", refusal);
}

/** Whether the workspace's current state has resources. */
export function hasResources(workspace: Workspace, reader: Reader): boolean {
  if (workspace.currentStateVersion === null) return false;
  const state = reader.get("state-versions", workspace.currentStateVersion);
  return state !== undefined && state.summary.resources.length > 0;
}

/** The run of the workspace that an agent executes now, or null. */
export const executingIn = (workspace: Workspace, reader: Reader): string | null =>
  reader.find("tasks", "workspace", workspace.id).find(({ status }) => status === "running")?.run ?? null;
