import { blobText } from "../core/blob-answer.js";
import { stateKey } from "../core/blob-keys.js";
import { emailOf } from "../core/common.js";
import type { Workspace } from "../core/entities.js";
import type { Attribute, Raw } from "../core/resource.js";
import { workspaceScope } from "../core/scopes.js";
import { FAVORITE } from "./favorites.js";
import { stateFileGone } from "./state-summary.js";
import { hasResources } from "./workspace-service.js";

type Attributes = Readonly<Record<string, Attribute<Workspace>>>;

const text = (nullable: boolean) => ({ type: "string", nullable }) as const;
const nothing = (type: "string" | "number" | "date-time") =>
  ({ type, nullable: true, read: () => null, pure: true }) as const satisfies Attribute<Workspace>;

/** Minutes (`run-operation-timeout`). */
const SHORTEST_TIMEOUT = 10;
const LONGEST_TIMEOUT = 720;

/** The attributes of a workspace besides its name. */
export const WORKSPACE_ATTRIBUTES: Attributes = {
  "auto-apply": { type: "boolean", writable: true, default: false },
  "auto-queue-runs": {
    type: { enum: ["always", "never", "skip_first", "on_create_only"] },
    writable: true,
    default: "skip_first",
  },
  "created-at": { type: "date-time" },
  "deletion-protection-enabled": { type: "boolean", writable: true, default: true },
  "deletion-protection-changed-by-email": {
    type: "string",
    nullable: true,
    read: (workspace, view) => emailOf(workspace.deletionProtectionChangedBy, view),
  },
  "environment-type": {
    type: { enum: ["production", "staging", "testing", "development", "unmapped"] },
    writable: true,
    default: "unmapped",
  },
  "execution-mode": { type: { enum: ["remote", "local"] }, writable: true, default: "remote" },
  favorite: FAVORITE,
  "force-latest-run": { type: "boolean", writable: true, default: false },
  "has-resources": {
    type: "boolean",
    read: (workspace, { reader }) => hasResources(workspace, reader),
  },
  hooks: {
    type: {
      object: {
        "pre-init": { type: "string", nullable: true },
        "pre-plan": { type: "string", nullable: true },
        "post-plan": { type: "string", nullable: true },
        "pre-apply": { type: "string", nullable: true },
        "post-apply": { type: "string", nullable: true },
      },
    },
    nullable: true,
    writable: true,
    // The official provider always sends an object, and plans a change each time where it is shown one without hooks.
    store: (hooks: Readonly<Record<string, string | null>> | null) =>
      Object.values(hooks ?? {}).some((script) => script) ? hooks : null,
  },
  "iac-platform": { type: { enum: ["terraform", "opentofu"] }, writable: true, default: "terraform" },
  "lock-reason": text(true),
  locked: { type: "boolean" },
  // The older name of the execution mode.
  operations: {
    type: "boolean",
    writable: true,
    field: null,
    read: ({ executionMode }) => executionMode === "remote",
    pure: true,
  },
  permissions: {
    type: "object",
    read: (workspace, { caller }) => {
      const can = (permission: string) => caller.can(permission, workspaceScope(workspace));
      return {
        "can-destroy": can("workspaces:delete"),
        "can-force-unlock": can("workspaces:lock"),
        "can-lock": can("workspaces:lock"),
        "can-queue-apply": can("runs:apply"),
        "can-queue-destroy": can("runs:create"),
        "can-queue-run": can("runs:create"),
        "can-read-settings": can("workspaces:read"),
        "can-unlock": can("workspaces:lock"),
        "can-update": can("workspaces:update"),
        "can-update-variable": can("variables:update"),
      };
    },
  },
  "remote-backend": { type: "boolean", writable: true, default: true },
  "remote-state-sharing": { type: "boolean", writable: true, default: true },
  "run-operation-timeout": {
    type: "integer",
    nullable: true,
    writable: true,
    min: SHORTEST_TIMEOUT,
    max: LONGEST_TIMEOUT,
  },
  "terraform-version": {
    type: "string",
    writable: true,
    default: "",
    maxLength: 50,
    check: (version: string) =>
      /^(|auto|\d+(\.\d+){0,2}(-[0-9A-Za-z.]+)?)$/.test(version)
        ? null
        : "Value must be a version, like 1.5.7.",
  },
  terragrunt: {
    type: {
      object: {
        version: { type: "string" },
        "use-run-all": { type: "boolean" },
        "include-external-dependencies": { type: "boolean" },
      },
    },
    nullable: true,
    writable: true,
  },
  "updated-at": { type: "date-time", nullable: true },
  "updated-by-email": {
    type: "string",
    nullable: true,
    read: (workspace, view) => emailOf(workspace.updatedBy, view),
  },
  "var-files": {
    type: { array: "string" },
    nullable: true,
    writable: true,
    store: (files: string[] | null) => files ?? [],
  },
  "vcs-repo": {
    type: {
      object: {
        identifier: { type: "string", required: true },
        branch: { type: "string", nullable: true },
        path: { type: "string", nullable: true },
        "dry-runs-enabled": { type: "boolean" },
        "ingress-submodules": { type: "boolean" },
        "trigger-patterns": { type: "string", nullable: true },
        "trigger-prefixes": { type: { array: "string" }, nullable: true },
        "version-constraint": { type: "string", nullable: true },
      },
    },
    nullable: true,
    writable: true,
    check: ({ path }: { readonly path?: string | null }) =>
      path?.split("/").includes("..") ? "The 'path' must be a folder inside the repository." : null,
  },
  "working-directory": {
    type: "string",
    nullable: true,
    writable: true,
    maxLength: 1_024,
    // E14: `/db` is the folder `db` of the configuration, and reads back as it was written.
    check: (path: string) =>
      path.split("/").includes("..") ? "Value must be a path within the configuration." : null,
  },
  "apply-schedule": text(true),
  "destroy-schedule": text(true),
  "auto-destroy-days": { type: "integer", nullable: true, writable: true, min: 1, max: 3_650 },
  "auto-destroy-status": nothing("string"),
  "auto-destroy-time": nothing("date-time"),
};

/**
 * `GET /workspaces/{id}/outputs`: the outputs of the current state, whose file the same permission opens. A flat list: the official
 * provider's `scalr_outputs` reads it so, sensitive values too.
 */
export const WORKSPACE_OUTPUTS: Raw<Workspace> = {
  method: "GET",
  permission: "state-versions:read",
  async handle({ entity, services }) {
    const { currentStateVersion: current } = entity;
    const { blobs } = services.store;
    const file = current === null ? "{}" : await blobText(blobs, stateKey(current), stateFileGone(current));
    const { outputs = {} } = JSON.parse(file) as { outputs?: Record<string, StoredOutput> };
    const data = Object.entries(outputs).map(([name, { value = null, sensitive = false }]) => ({
      name,
      value,
      sensitive,
    }));
    return {
      headers: { "Content-Type": "application/vnd.api+json" },
      body: JSON.stringify({ data }),
    };
  },
};

/** An output as a state file has it. */
interface StoredOutput {
  readonly value?: unknown;
  readonly sensitive?: boolean;
}
