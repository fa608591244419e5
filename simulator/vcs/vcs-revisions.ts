import type { VcsRevision } from "../core/entities.js";
import { defineResource } from "../core/resource.js";
import { ACCOUNT, workspaceScope } from "../core/scopes.js";

/** The commit of a configuration version and its runs, of a module version, or of the content of a hook. */
export const vcsRevisions = defineResource<"vcs-revisions">({
  type: "vcs-revisions",
  model: "VcsRevision",
  errorModel: "VcsRevisionBinding",
  idPrefix: "vcs-rev",
  attributes: {
    branch: { type: "string", nullable: true },
    "clone-url": { type: "string" },
    "commit-message": { type: "string", nullable: true },
    "commit-sha": { type: "string", nullable: true },
    "commit-url": { type: "string", nullable: true },
    "repository-id": { type: "string" },
    "sender-username": { type: "string", nullable: true },
  },
  relationships: {},
  operations: { read: "workspaces:read" },
  scope: ({ configurationVersion }: VcsRevision, reader) => {
    const version = configurationVersion && reader.get("configuration-versions", configurationVersion);
    const workspace = version && reader.get("workspaces", version.workspace);
    return workspace ? workspaceScope(workspace) : ACCOUNT;
  },
});
