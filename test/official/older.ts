/** States as older versions of the official provider wrote them. */
import type { StateFile } from "../../engine/index.js";
import { officialState } from "./support.js";

export type Attributes = Record<string, unknown>;

/** Schema versions of the official provider, where they are not 0 (E28). */
export const VERSIONS = {
  scalr_role: 1,
  scalr_variable: 3,
  scalr_vcs_provider: 1,
  scalr_webhook: 1,
  scalr_workspace: 4,
};

/** The state with every instance of a type rewritten. */
export function rewritten(
  state: StateFile,
  type: string,
  rewrite: (attributes: Attributes) => Attributes,
  version?: number,
): StateFile {
  return {
    ...state,
    resources: state.resources.map((resource) =>
      resource.type === type
        ? {
            ...resource,
            instances: resource.instances.map((instance) => ({
              ...instance,
              ...(version !== undefined && { schema_version: version }),
              attributes: rewrite(instance.attributes as Attributes) as never,
            })),
          }
        : resource,
    ),
  };
}

function only(names: readonly string[]) {
  return (attributes: Attributes) =>
    Object.fromEntries(names.map((name) => [name, attributes[name] ?? null]));
}

/** A schema version that the official provider once had for a type, and which attributes it had then. */
export interface Older {
  readonly type: string;
  readonly version: number;
  readonly names: readonly string[];
  rewrite?(attributes: Attributes): Attributes;
}

export const OLDER: readonly Older[] = [
  {
    type: "scalr_workspace",
    version: 0,
    names: [
      "auto_apply",
      "created_by",
      "name",
      "operations",
      "terraform_version",
      "vcs_repo",
      "working_directory",
    ],
    // The id was "<organization>/<name>", and the real one apart.
    rewrite: ({ id, environment_id: environment, name }) => ({
      id: `${environment}/${name}`,
      external_id: id,
      organization: environment,
      ssh_key_id: "",
    }),
  },
  {
    type: "scalr_workspace",
    version: 1,
    names: [
      ...["id", "auto_apply", "created_by", "environment_id", "name", "operations", "terraform_version"],
      ...["vcs_repo", "working_directory"],
    ],
    rewrite: () => ({ queue_all_runs: true }),
  },
  {
    type: "scalr_workspace",
    version: 2,
    names: [
      ...["id", "auto_apply", "created_by", "environment_id", "name", "operations", "terraform_version"],
      ...["vcs_provider_id", "vcs_repo", "working_directory"],
    ],
  },
  {
    type: "scalr_workspace",
    version: 3,
    names: [
      ...[
        "id",
        "agent_pool_id",
        "auto_apply",
        "created_by",
        "environment_id",
        "has_resources",
        "hooks",
        "name",
      ],
      ...["module_version_id", "operations", "provider_configuration", "run_operation_timeout"],
      ...["terraform_version", "vcs_provider_id", "vcs_repo", "var_files", "working_directory"],
    ],
  },
  {
    type: "scalr_variable",
    version: 0,
    names: ["id", "key", "value", "category", "hcl", "sensitive", "workspace_id"],
  },
  {
    type: "scalr_variable",
    version: 1,
    names: [
      ...["id", "key", "value", "category", "hcl", "sensitive", "final", "force"],
      ...["workspace_id", "environment_id", "account_id"],
    ],
  },
  {
    type: "scalr_variable",
    version: 2,
    names: [
      ...["id", "key", "value", "category", "hcl", "sensitive", "description", "final", "force"],
      ...["workspace_id", "environment_id", "account_id"],
    ],
  },
  {
    type: "scalr_role",
    version: 0,
    names: ["id", "name", "permissions", "account_id", "description", "is_system"],
  },
  {
    type: "scalr_vcs_provider",
    version: 0,
    names: ["id", "name", "url", "vcs_type", "token", "account_id"],
  },
  {
    type: "scalr_webhook",
    version: 0,
    names: ["id", "name", "enabled", "last_triggered_at", "events"],
    rewrite: () => ({ endpoint_id: "ep-old", workspace_id: null, environment_id: null }),
  },
];

/** Variable sets and write-only values are newer than these versions of variables. */
const NEWER = ["scalr_variable.set", "scalr_variable.secret"];

/** The official state as that version would have it. */
export function olderState({ type, version, names, rewrite }: Older): StateFile {
  const before = officialState();
  const isNewer = (resource: { readonly type: string; readonly name: string }) =>
    type === "scalr_variable" && NEWER.includes(`${resource.type}.${resource.name}`);
  const older = { ...before, resources: before.resources.filter((one) => !isNewer(one)) };
  const pick = only(names);
  const state = rewritten(
    older,
    type,
    (attributes) => ({ ...pick(attributes), ...rewrite?.(attributes) }),
    version,
  );
  return { ...state, resources: [...state.resources, ...before.resources.filter(isNewer)] };
}

/** Attributes that the official provider writes as an empty text where this one writes null, or the other way round (E30). */
const NOTHING: readonly (readonly [string, readonly string[]])[] = [
  ["scalr_agent_pool", ["environment_id"]],
  ["scalr_vcs_provider", ["username", "agent_pool_id"]],
  ["scalr_policy_group", ["common_functions_folder", "error_message"]],
  ["scalr_service_account_token", ["description"]],
  ["scalr_provider_configuration", ["aws", "custom"]],
  ["scalr_webhook", ["secret_key", "last_triggered_at"]],
  ["scalr_workspace", ["working_directory", "hooks"]],
  ["scalr_module", ["vcs_repo"]],
];

function turned(value: unknown): unknown {
  if (value === null) return "";
  if (value === "") return null;
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value!).map(([name, one]) => [name, turned(one)]));
}

/** The state with the other form of nothing in all of them. */
export const withOtherNothing = (state: StateFile): StateFile =>
  NOTHING.reduce(
    (all, [type, names]) =>
      rewritten(all, type, (attributes) => ({
        ...attributes,
        ...Object.fromEntries(names.map((name) => [name, turned(attributes[name])])),
      })),
    state,
  );
