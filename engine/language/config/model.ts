import type { Mode, ModuleStep } from "../../addresses/address.js";
import type { Type, Value } from "../../values/index.js";
import type { Body } from "../body/body.js";
import type { Expression } from "../body/expression.js";
import type { Source, Span } from "../source/source.js";
import type { Reference } from "../syntax/reference.js";

/** The configuration of one module, with those of the modules that it calls. */
export interface Configuration {
  /** Absolute path of the folder. */
  readonly dir: string;
  /** Every file that was read, by its name. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly requiredVersions: readonly VersionRequirement[];
  /** By local name; entries that the configuration implies by using a provider are not in it: see `providerSource`. */
  readonly requiredProviders: ReadonlyMap<string, RequiredProvider>;
  /** Noted, not used: where the engine keeps state is its host's choice. */
  readonly backend?: { readonly type: string; readonly span: Span } | undefined;
  /** By `providerKey`: `null`, `aws.west`. */
  readonly providers: ReadonlyMap<string, ProviderConfig>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly locals: ReadonlyMap<string, Local>;
  readonly outputs: ReadonlyMap<string, Output>;
  /** Managed resources and data sources by address: `null_resource.a`, `data.null_data_source.b`. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly moved: readonly Moved[];
  readonly imports: readonly Import[];
  readonly removed: readonly Removed[];
  readonly checks: ReadonlyMap<string, Check>;
  readonly moduleCalls: ReadonlyMap<string, ModuleCall>;
}

/** A `module` block. */
export interface ModuleCall {
  readonly name: string;
  /** What the argument comes to: a path that starts with `./` or `../`, an absolute one, or a module of a registry. */
  readonly source: string;
  /** Of a module of a registry: the version that is installed. */
  readonly version?: string;
  /** Of a module of a registry: the versions that are wanted, as they are written. */
  readonly versionConstraint?: string;
  readonly count?: Expression;
  readonly forEach?: Expression;
  /** Whether there is an instance at all: `lifecycle.enabled`. Beside neither of the two above. */
  readonly enabled?: Expression;
  /** Provider configurations that are passed; where none are, the default ones are inherited. */
  readonly providers: readonly PassedProvider[];
  readonly dependsOn: readonly Reference[];
  /** Values for the module's variables. */
  readonly body: Body;
  readonly span: Span;
  /** What is called. */
  readonly configuration: Configuration;
  /** Where a cdktf stack declared it. */
  readonly constructPath?: string;
}

export interface PassedProvider {
  readonly inChild: ProviderRef;
  readonly inParent: ProviderRef;
}

export interface VersionRequirement {
  readonly constraint: string;
  readonly span: Span;
}

export interface RequiredProvider {
  readonly name: string;
  /** Full source address, such as `registry.opentofu.org/hashicorp/null`. */
  readonly source: string;
  readonly version?: VersionRequirement;
  /** Configurations that the module expects from its caller. */
  readonly aliases: readonly ProviderRef[];
  readonly span: Span;
}

export interface ProviderRef {
  readonly name: string;
  readonly alias?: string;
  readonly span: Span;
}

export interface ProviderConfig {
  readonly name: string;
  readonly alias?: string;
  readonly body: Body;
  readonly span: Span;
}

export interface Variable {
  readonly name: string;
  readonly description?: string;
  /** Null: any type, and values given as text are taken as text. */
  readonly type: Type | null;
  /** Fills optional attributes that have defaults; the identity where there are none. Apply before converting. */
  applyDefaults(value: Value): Value;
  /** Converted; absent when the variable must be set. */
  readonly default?: Value;
  readonly sensitive: boolean;
  readonly nullable: boolean;
  readonly ephemeral: boolean;
  /** Whether its value must be known before anything is planned; undefined where the declaration does not say. */
  readonly const?: boolean;
  /** What to do instead of setting it: it is deprecated. */
  readonly deprecated?: string;
  readonly validations: readonly CheckRule[];
  readonly span: Span;
}

export interface Local {
  readonly name: string;
  readonly expression: Expression;
  readonly span: Span;
}

export interface Output {
  readonly name: string;
  readonly description?: string;
  readonly expression: Expression;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  /** What to use instead: it is deprecated. */
  readonly deprecated?: string;
  readonly dependsOn: readonly Reference[];
  readonly preconditions: readonly CheckRule[];
  readonly span: Span;
}

/** A condition that must hold, and the message for when it does not. */
export interface CheckRule {
  readonly condition: Expression;
  readonly errorMessage: Expression;
  readonly span: Span;
}

export interface Resource {
  readonly mode: Mode;
  readonly type: string;
  readonly name: string;
  /** `null_resource.a` or `data.null_data_source.b`. */
  readonly address: string;
  readonly count?: Expression;
  readonly forEach?: Expression;
  /** Whether there is an instance at all: `lifecycle.enabled`. Beside neither of the two above. */
  readonly enabled?: Expression;
  /** Absent: the default configuration of the provider that the type's name starts with. */
  readonly provider?: ProviderRef;
  readonly dependsOn: readonly Reference[];
  readonly lifecycle: Lifecycle;
  readonly provisioners: readonly Provisioner[];
  /** Arguments for the provider: everything that is not one of the language's own. */
  readonly body: Body;
  readonly span: Span;
  /** Where a cdktf stack declared it, such as `stack/api-link`. */
  readonly constructPath?: string;
}

export interface Lifecycle {
  /** Undefined where not set. */
  readonly createBeforeDestroy?: boolean;
  readonly preventDestroy?: Expression;
  /** Objects that are to go are forgotten instead of destroyed: `destroy = false`. */
  readonly skipDestroy?: true;
  /** Paths of attributes whose changes are not made, or all of them. */
  readonly ignoreChanges: "all" | readonly IgnorePath[];
  readonly replaceTriggeredBy: readonly Expression[];
  readonly preconditions: readonly CheckRule[];
  readonly postconditions: readonly CheckRule[];
}

export interface IgnorePath {
  readonly steps: readonly (string | number)[];
  readonly span: Span;
}

export interface Provisioner {
  /** `local-exec`. */
  readonly type: string;
  readonly when: "create" | "destroy";
  readonly onFailure: "fail" | "continue";
  readonly body: Body;
  readonly span: Span;
}

/**
 * An address in the configuration, such as `module.m.null_resource.a["x"]`: static, for moved, removed and import blocks.
 */
export type TargetAddress = TargetResource | TargetModule;

export interface TargetModule {
  readonly kind: "module";
  /** Relative to the module that the block is in. */
  readonly module: readonly ModuleStep[];
  readonly span: Span;
}

export interface TargetResource {
  readonly kind: "resource";
  /** Relative to the module that the block is in. */
  readonly module: readonly ModuleStep[];
  readonly mode: Mode;
  readonly type: string;
  readonly name: string;
  /** Undefined: all instances. */
  readonly key?: string | number;
  readonly span: Span;
}

export interface Moved {
  readonly from: TargetAddress;
  readonly to: TargetAddress;
  readonly span: Span;
}

/** A key in an address that is not written out, such as `each.key`. */
export interface ComputedKey {
  /** Which step into a module it belongs to; absent for the resource itself. */
  readonly module?: number;
  readonly expression: Expression;
}

export interface Import {
  /** Keys that have to be evaluated are missing in it. */
  readonly to: TargetResource;
  readonly computed: readonly ComputedKey[];
  readonly forEach?: Expression;
  readonly id: Expression;
  readonly span: Span;
}

export interface Removed {
  readonly from: TargetAddress;
  /** False: forget the object, leave it where it is. */
  readonly destroy: boolean;
  readonly provisioners: readonly Provisioner[];
  readonly span: Span;
}

export interface Check {
  readonly name: string;
  readonly assertions: readonly CheckRule[];
  /** A data source that only this check sees; also listed among the configuration's resources. */
  readonly data?: Resource;
  readonly span: Span;
}
