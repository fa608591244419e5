/**
 * The inputs and results of the embedded engine. `index.ts` is its public face; nothing else of the engine is imported from
 * outside.
 */
import type { InstanceKey } from "../addresses/address.js";
import type { Value } from "../values/index.js";
import type { Diag } from "./diag.js";
import type { Path, ProviderFactories } from "./provider.js";
import type { StateFile } from "./state-file.js";

export type { InstanceKey } from "../addresses/address.js";
export type { Diag, Position, SourceRange } from "./diag.js";

export type PlanMode = "normal" | "destroy" | "refresh-only";

/** A value of a variable: text as given on a command line or in the environment, or a JSON value. */
export interface VariableValue {
  readonly name: string;
  readonly value: unknown;
  /** Where it came from, for messages: `-var`, "the run's variables". */
  readonly from: string;
}

/** A value of a variable, or a file with values, relative to the configuration's folder. */
export type VariableInput = VariableValue | { readonly file: string };

export interface PlanRequest {
  /** The configuration's folder. */
  readonly dir: string;
  readonly providers: ProviderFactories;
  /** Null: nothing exists yet. */
  readonly state: StateFile | null;
  /** Values on top of the environment, `terraform.tfvars` and `*.auto.tfvars`. Later ones win. */
  readonly inputs?: readonly VariableInput[];
  /** Environment of the engine, where `TF_VAR_name` sets variables, and of its providers. Default: no such variables; the providers see that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly mode?: PlanMode;
  /** Reads every object before planning. Default true. */
  readonly refresh?: boolean;
  /** Addresses of resources, instances or modules to keep to, with what they depend on. */
  readonly targets?: readonly string[];
  /** Addresses of resources, instances or modules to leave out, with what depends on them. Not beside `targets`. */
  readonly excludes?: readonly string[];
  /** Addresses of instances to replace although nothing else asks for it. */
  readonly replace?: readonly string[];
  /** Operations at the same time. Default 10. */
  readonly parallelism?: number;
  /** Default "default". */
  readonly workspace?: string;
  /** No new operation is started after it fires; those in flight are waited for. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
}

export interface PlanOutcome {
  /** Absent when a diagnostic is an error. */
  readonly plan?: Plan;
  /** What was planned before an error came up: to be shown, not to be applied. */
  readonly partial?: Plan;
  readonly diagnostics: readonly Diag[];
}

export type Action =
  | "no-op"
  | "create"
  | "read"
  | "update"
  | "delete-then-create"
  | "create-then-delete"
  | "forget-then-create"
  | "delete"
  | "forget";

/** Why an action was chosen, by the names that the plan's JSON uses. */
export type ActionReason =
  | "replace_because_cannot_update"
  | "replace_because_tainted"
  | "replace_by_request"
  | "replace_by_triggers"
  | "delete_because_no_resource_config"
  | "delete_because_wrong_repetition"
  | "delete_because_count_index"
  | "delete_because_each_key"
  | "delete_because_no_module"
  | "delete_because_enabled_false"
  | "forgot_because_lifecycle_destroy_in_config"
  | "forgot_because_lifecycle_destroy_in_state"
  | "read_because_config_unknown"
  | "read_because_dependency_pending"
  | "read_because_check_nested";

/** What the plan does to one object of one resource instance. */
export interface ResourceChange {
  /** Full address of the instance, such as `null_resource.a[0]`. */
  readonly address: string;
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
  /** Set when the object is not the current one: left over from a replacement. */
  readonly deposed?: string;
  /** Source address, such as `registry.opentofu.org/hashicorp/null`. */
  readonly provider: string;
  readonly action: Action;
  readonly reason?: ActionReason;
  /** Object values of the resource's type, or null values. Sensitive values are marked. */
  readonly before: Value;
  readonly after: Value;
  readonly requiresReplace: readonly Path[];
  /** The provider's private bytes from planning, base64. */
  readonly private?: string;
  readonly createBeforeDestroy: boolean;
  /** Addresses of resources this one depends on, as the state keeps them. */
  readonly dependencies: readonly string[];
  readonly importing?: { readonly id: string };
  readonly previousAddress?: string;
  /** Where the construct was declared, for cdktf stacks. */
  readonly constructPath?: string;
}

export interface OutputChange {
  readonly name: string;
  readonly action: "no-op" | "create" | "update" | "delete";
  readonly before: Value;
  readonly after: Value;
  readonly sensitive: boolean;
}

export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
  readonly forget: number;
}

export interface CheckResult {
  /** Address of the checked object: a resource, output, variable or check block. */
  readonly address: string;
  readonly kind: "resource" | "output_value" | "input_variable" | "check";
  readonly status: "pass" | "fail" | "error" | "unknown";
  readonly messages: readonly string[];
}

/** Everything `apply` needs besides the configuration's folder. Made by `plan` or `loadPlan` only. */
export interface Plan {
  readonly mode: PlanMode;
  /** An error came up while it was made: it is not all that there is to do. */
  readonly errored?: true;
  readonly dir: string;
  readonly workspace: string;
  readonly counts: Counts;
  /** Whether applying would change objects, outputs or (refresh-only) the state. */
  readonly hasChanges: boolean;
  /** In the order in which a plan shows them. */
  readonly changes: readonly ResourceChange[];
  /** What changed outside since the state was written; the same shape, actions update or delete. */
  readonly drift: readonly ResourceChange[];
  readonly outputChanges: readonly OutputChange[];
  readonly checks: readonly CheckResult[];
  readonly targets: readonly string[];
  readonly excludes: readonly string[];
  readonly diagnostics: readonly Diag[];
  /** The state the plan was made from. Applying is refused when serial or lineage moved on. */
  readonly priorState: StateFile;
  /** That state after the refresh. */
  readonly refreshedState: StateFile;
  /** When it was made, RFC 3339. */
  readonly timestamp: string;
  /** What the engine keeps for itself. */
  readonly internal: unknown;
}

export interface ApplyOptions {
  readonly providers: ProviderFactories;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
  /** Called with the state as it grows; calls never overlap, and changes in quick succession come as one. */
  readonly onState?: (state: StateFile) => void | Promise<void>;
  /** Environment of the providers, and of the processes that provisioners start. Default: that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Whether commands of provisioners lead process groups of their own. Default true; false in a process that leads a group
   * which its owner ends as a whole, so that nothing outlives it even when it is killed.
   */
  readonly ownProcessGroups?: boolean;
  readonly parallelism?: number;
  /** Values of ephemeral variables, which a saved plan does not hold. `env` and the folder's files are read too. */
  readonly inputs?: readonly VariableInput[];
  /** A destruction that leaves forgotten objects behind is not an error. */
  readonly suppressForgetErrors?: boolean;
  /** The state as it is stored now; when given, a plan made from another one is refused. */
  readonly currentState?: StateFile | null;
}

export interface OutputValue {
  readonly value: Value;
  readonly sensitive: boolean;
}

export interface ApplyOutcome {
  /** What exists now, also after errors. */
  readonly state: StateFile;
  readonly diagnostics: readonly Diag[];
  /** What was done. */
  readonly counts: Counts;
  readonly outputs: Readonly<Record<string, OutputValue>>;
}

export type Operation =
  | "create"
  | "update"
  | "delete"
  | "read"
  | "refresh"
  | "import"
  /** Reading, for a plan, what is to be imported when that is applied. */
  | "prepare-import";

/** Progress. `address` names a resource instance, with ` (deposed object …)` where it applies. */
export type EngineEvent =
  | {
      readonly type: "operation-start";
      readonly operation: Operation;
      readonly address: string;
      readonly id?: string;
    }
  | {
      readonly type: "operation-progress";
      readonly operation: Operation;
      readonly address: string;
      readonly id?: string;
      /** Whole seconds. */
      readonly elapsed: number;
    }
  | {
      readonly type: "operation-complete";
      readonly operation: Operation;
      readonly address: string;
      readonly id?: string;
      readonly elapsed: number;
    }
  | {
      readonly type: "operation-failed";
      readonly operation: Operation;
      readonly address: string;
      readonly elapsed: number;
    }
  | { readonly type: "provision-start"; readonly address: string; readonly provisioner: string }
  | {
      readonly type: "provision-output";
      readonly address: string;
      readonly provisioner: string;
      /** One line, without its end. */
      readonly line: string;
    };

/** For `createConsole` and `importResource`: what `plan` takes, as far as they need it. */
export type ConsoleRequest = Pick<
  PlanRequest,
  "dir" | "providers" | "state" | "inputs" | "env" | "workspace"
>;
