import { iso } from "../../core/common.js";
import type { Workspace } from "../../core/entities.js";
import type { View } from "../../core/resource.js";
import { workspaceScope } from "../../core/scopes.js";
import { type ResourceObject, toMany, toOne } from "./document.js";
import { projectId } from "./organizations.js";
import type { Call } from "./route.js";

/** The version for which clients accept any version. */
const ANY_VERSION = "latest";

const versionOf = ({ terraformVersion }: Workspace) =>
  terraformVersion === "" || terraformVersion === "auto" ? ANY_VERSION : terraformVersion;

function permissionsOf(workspace: Workspace, { caller }: View) {
  const scope = workspaceScope(workspace);
  const can = (permission: string) => caller.can(permission, scope);
  return {
    "can-destroy": can("workspaces:delete"),
    "can-force-delete": can("workspaces:delete"),
    "can-force-unlock": can("workspaces:lock"),
    "can-lock": can("workspaces:lock"),
    "can-queue-apply": can("runs:create") && can("runs:apply"),
    "can-queue-destroy": can("runs:create") && can("runs:apply"),
    "can-queue-run": can("runs:create"),
    "can-read-settings": can("workspaces:read"),
    "can-unlock": can("workspaces:lock"),
    "can-update": can("workspaces:update"),
    "can-update-variable": can("variables:update"),
  };
}

/** The run that later runs wait for: the one that holds the workspace, else the next in its queue, else the last one. */
function currentRun(call: Call, workspace: Workspace): string | null {
  const { workspaces } = call.services.dispatch.dispatcher;
  return (
    workspaces.holder(workspace.id) ??
    workspaces.next(workspace.id) ??
    call.reader.find("runs", "workspace", workspace.id).findLast(({ isDry }) => !isDry)?.id ??
    null
  );
}

/** A workspace in the form that tofu and terraform expect. */
export function workspaceObject(workspace: Workspace, call: Call): ResourceObject {
  const { reader, services } = call;
  const environment = reader.get("environments", workspace.environment)!;
  const isDriven = workspace.vcsProvider !== null && workspace.vcsRepo !== null;
  const state = reader.get("state-versions", workspace.currentStateVersion ?? "");
  const names = workspace.tags.map((id) => reader.get("tags", id)?.name).filter((name) => name !== undefined);
  return {
    type: "workspaces",
    id: workspace.id,
    attributes: {
      name: workspace.name,
      actions: { "is-destroyable": true },
      "allow-destroy-plan": true,
      "auto-apply": workspace.autoApply,
      "created-at": iso(workspace.createdAt),
      description: "",
      environment: "default",
      "execution-mode": workspace.executionMode,
      "file-triggers-enabled": false,
      "global-remote-state": workspace.remoteStateSharing,
      locked: workspace.locked,
      operations: workspace.executionMode === "remote",
      permissions: permissionsOf(workspace, call),
      "queue-all-runs": workspace.autoQueueRuns === "always",
      "resource-count": state?.summary.resources.reduce((sum, { count }) => sum + count, 0) ?? 0,
      source: "scalr-sandbox",
      "speculative-enabled": true,
      // The log is what the terminal shows: agents send text, and not events.
      "structured-run-output-enabled": false,
      "tag-names": names,
      "terraform-version": versionOf(workspace),
      "trigger-prefixes": [],
      "updated-at": iso(workspace.updatedAt ?? workspace.createdAt),
      "vcs-repo": isDriven
        ? {
            identifier: String(workspace.vcsRepo!.identifier),
            branch: String(workspace.vcsRepo!.branch ?? ""),
            "ingress-submodules": workspace.vcsRepo!["ingress-submodules"] === true,
          }
        : null,
      // Within what is uploaded, also where it was given as an absolute path.
      "working-directory": (workspace.workingDirectory ?? "").replace(/^\/+/, ""),
    },
    relationships: {
      organization: toOne("organizations", environment.name),
      project: toOne("projects", projectId(environment)),
      "current-run": toOne("runs", currentRun(call, workspace)),
      "current-state-version": toOne("state-versions", workspace.currentStateVersion),
      "agent-pool": toOne("agent-pools", workspace.agentPool),
      "locked-by": toOne("users", workspace.lockedBy),
      outputs: toMany("workspace-outputs", []),
      tags: toMany("tags", workspace.tags),
    },
    links: { "self-html": `${services.baseUrl}/workspaces/${workspace.id}` },
  };
}
