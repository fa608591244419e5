import { LINK_PERMISSIONS } from "../access/permission-rules.js";
import { byId, byName, NAME, userLink } from "../core/common.js";
import type { Workspace } from "../core/entities.js";
import { defineResource } from "../core/resource.js";
import { environmentScope, workspaceScope } from "../core/scopes.js";
import { runPoolRefusal, sshKeyRefusal, workspaceLinkRefusal } from "../pools/pool-rules.js";
import { moduleVersionFault } from "../vcs/modules/used-version.js";
import { workspaceVcsRefusal } from "../vcs/vcs-rules.js";
import { favoriteActions } from "./favorites.js";
import { lockActions } from "./locks.js";
import { WORKSPACE_ACTIONS } from "./workspace-actions.js";
import { WORKSPACE_ATTRIBUTES, WORKSPACE_OUTPUTS } from "./workspace-attributes.js";
import { workspaceDeletionRefusal } from "./workspace-rules.js";
import { checkWorkspace, executingIn, hasResources, prepareWorkspace } from "./workspace-service.js";

const lastOf = <E>(entities: readonly E[]): E | undefined => entities[entities.length - 1];

export const workspaces = defineResource<"workspaces">({
  type: "workspaces",
  model: "Workspace",
  idPrefix: "ws",
  attributes: { name: NAME, ...WORKSPACE_ATTRIBUTES },
  relationships: {
    environment: { kind: "to-one", target: "environments", writable: true, required: true },
    "agent-pool": {
      kind: "to-one",
      target: "agent-pools",
      writable: true,
      permission: LINK_PERMISSIONS.workspace,
      check: (workspace, pool, { reader, asItIs }) =>
        asItIs
          ? runPoolRefusal(pool, `workspace '${workspace.name}'`)
          : workspaceLinkRefusal(pool, workspace, reader.get("environments", workspace.environment)!),
    },
    "vcs-provider": {
      kind: "to-one",
      target: "vcs-providers",
      writable: true,
      permission: "vcs-providers:read",
      check: (workspace, provider, { reader }) =>
        workspaceVcsRefusal(provider, workspace, reader.get("environments", workspace.environment)!),
    },
    tags: { kind: "to-many", target: "tags", writable: true, endpoints: true },
    "remote-state-consumers": {
      kind: "to-many",
      target: "workspaces",
      writable: true,
      endpoints: "only",
      check: ({ id }, consumer) =>
        consumer.id === id ? "A workspace reads its own state without that." : null,
    },
    "created-by": userLink("createdBy"),
    "updated-by": userLink("updatedBy"),
    "locked-by": userLink("lockedBy"),
    "configuration-version": {
      kind: "to-one",
      target: "configuration-versions",
      read: ({ id }, { reader }) =>
        lastOf(reader.find("runs", "workspace", id))?.configurationVersion ?? null,
    },
    "latest-configuration-version": {
      kind: "to-one",
      target: "configuration-versions",
      read: ({ id }, { reader }) =>
        lastOf(reader.find("configuration-versions", "workspace", id))?.id ?? null,
    },
    "current-run": {
      kind: "to-one",
      target: "runs",
      read: ({ id }, { reader }) =>
        reader.find("runs", "workspace", id).findLast(({ isDry }) => !isDry)?.id ?? null,
    },
    "latest-run": {
      kind: "to-one",
      target: "runs",
      read: ({ id }, { reader }) => lastOf(reader.find("runs", "workspace", id))?.id ?? null,
    },
    "drift-report": {
      kind: "to-one",
      target: "drift-reports",
      read: ({ id }, { reader }) => reader.find("drift-reports", "workspace", id)[0]?.id ?? null,
    },
    "locked-by-run": { kind: "to-one", simulated: false },
    module: {
      kind: "to-one",
      target: "modules",
      read: ({ moduleVersion }, { reader }) =>
        moduleVersion === null ? null : (reader.get("module-versions", moduleVersion)?.module ?? null),
    },
    "module-version": {
      kind: "to-one",
      target: "module-versions",
      writable: true,
      permission: "modules:read",
      check: (workspace, version, { reader }) => moduleVersionFault(workspace, version, reader),
    },
    "readme-id": { kind: "to-one", simulated: false },
    "ssh-key": {
      kind: "to-one",
      target: "account-ssh-keys",
      field: "sshKey",
      check: (workspace, key) => sshKeyRefusal(key, workspace),
    },
    "var-sets": { kind: "to-many", target: "var-sets", writable: true, endpoints: "only" },
  },
  filters: {
    workspace: byId(),
    name: byName(),
    environment: { index: "environment", values: (workspace) => workspace.environment },
    account: {
      values: (workspace, { reader }) => reader.get("environments", workspace.environment)?.account ?? null,
    },
    "agent-pool": { index: "pool", values: (workspace) => workspace.agentPool },
    "vcs-provider": { index: "vcsProvider", values: (workspace) => workspace.vcsProvider },
    tag: { index: "tag", values: (workspace) => workspace.tags },
    "environment-type": { values: (workspace) => workspace.environmentType },
    "execution-mode": { values: (workspace) => workspace.executionMode },
  },
  sort: {
    name: (workspace) => workspace.name,
    "created-at": (workspace) => workspace.createdAt,
    "updated-at": (workspace) => workspace.updatedAt,
  },
  search: (workspace) => [workspace.name],
  operations: {
    list: "workspaces:read",
    read: "workspaces:read",
    create: "workspaces:create",
    update: "workspaces:update",
    delete: "workspaces:delete",
  },
  scope: (workspace) => (workspace.id ? workspaceScope(workspace) : environmentScope(workspace.environment)),
  initial: ({ now, caller }) => ({
    createdAt: now,
    updatedAt: null,
    createdBy: caller.user,
    updatedBy: null,
    locked: false,
    lockReason: null,
    lockedBy: null,
    remoteStateConsumers: [],
    currentStateVersion: null,
    sshKey: null,
    varSets: [],
    applySchedule: null,
    destroySchedule: null,
    applyScheduleSince: null,
    destroyScheduleSince: null,
    favoredBy: [],
    deletionProtectionChangedBy: null,
  }),
  hooks: {
    prepare: prepareWorkspace,
    check: checkWorkspace,
  },
  deletion: {
    refuse: (workspace, { reader }) =>
      workspaceDeletionRefusal(workspace, {
        hasResources: hasResources(workspace, reader),
        executing: executingIn(workspace, reader),
      }),
  },
  actions: {
    ...lockActions("workspaces", "workspaces:lock"),
    ...favoriteActions("workspaces", "workspaces:read"),
    ...WORKSPACE_ACTIONS,
  },
  documents: {
    "current-state-version": {
      type: "state-versions",
      permission: "state-versions:read",
      find: ({ currentStateVersion }: Workspace, { reader }) =>
        currentStateVersion === null ? undefined : reader.get("state-versions", currentStateVersion),
    },
  },
  raw: { outputs: WORKSPACE_OUTPUTS },
});
