/**
 * A provider as its hosts see it: the embedded engine calls it in process, the plugin serves it over gRPC.
 * The shape follows plugin protocol 6, so nothing is lost on the way to tofu or terraform.
 *
 * Values are cty values (`engine/values`): objects of the type that the schema implies, with unknowns, nulls
 * and sets as cty has them. Methods never throw for a user's mistake; they return diagnostics. A thrown error is
 * a defect of the provider.
 */

import type { Path, Type, Value } from "../values/index.js";
import type { Schema } from "./schema.js";

export type { Path, PathStep } from "../values/index.js";
export type { Attribute, Block, NestedBlock, Schema } from "./schema.js";

/** A diagnostic of a provider, with the attribute that it is about, if there is one. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** One line: what happened. */
  readonly summary: string;
  /** To which object (name and id), and what to do. */
  readonly detail?: string;
  /** The attribute at fault, where there is one. */
  readonly attribute?: Path;
  /** Set where nothing is wrong with the configuration: nobody answers, or the caller is not let in. */
  readonly cause?: "unreachable" | "unauthorised";
}

/** A parameter of a function of the provider. */
export interface FunctionParameter {
  readonly name: string;
  readonly type: Type;
  readonly description: string;
  /** Takes null itself; other parameters refuse it before the function is called. */
  readonly nullable?: boolean;
}

/** A pure function that configurations call as `provider::<local name>::<name>`. Unknown arguments never reach it. */
export interface ProviderFunction {
  /** One line. */
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: Type;
}

/** The resources, data sources and functions of a provider, by type. */
export interface ProviderSchema {
  readonly provider: Schema;
  readonly resources: Readonly<Record<string, Schema>>;
  readonly dataSources: Readonly<Record<string, Schema>>;
  /** Absent: none. */
  readonly functions?: Readonly<Record<string, ProviderFunction>>;
}

/** `text` continues "Call to function ... failed:"; `argument` counts from 0, where one is at fault. */
export interface FunctionProblem {
  readonly text: string;
  readonly argument?: number;
}

/** The result of a function call, or its error. */
export type FunctionAnswer = { readonly result: Value } | { readonly error: FunctionProblem };

/** Bytes that a provider keeps beside a resource's state; opaque to the host. */
export type Private = Uint8Array | null;

/** The proposed new value, to compare with the prior one. */
export interface PlanRequest {
  readonly type: string;
  /** Null value: create. */
  readonly prior: Value;
  /** Prior and configuration merged as the host proposes. Null value: destroy. */
  readonly proposed: Value;
  /** Null value: destroy. */
  readonly config: Value;
  readonly priorPrivate: Private;
}

/** The planned value of the object. */
export interface PlanResponse {
  readonly planned: Value;
  /** Paths whose change cannot be made in place. */
  readonly requiresReplace: readonly Path[];
  readonly private: Private;
  readonly diagnostics: readonly Diagnostic[];
}

/** A planned change, to be carried out. */
export interface ApplyRequest {
  readonly type: string;
  readonly prior: Value;
  /** Null value: destroy. */
  readonly planned: Value;
  readonly config: Value;
  readonly private: Private;
}

/** The result of the change. */
export interface ApplyResponse {
  /** What exists now, also after an error; a null value when nothing does. */
  readonly state: Value;
  readonly private: Private;
  readonly diagnostics: readonly Diagnostic[];
}

/** The object as it is now. */
export interface ReadResponse {
  /** A null value when the object is gone. */
  readonly state: Value;
  readonly private: Private;
  readonly diagnostics: readonly Diagnostic[];
}

/** Objects that existed already, to be taken into the state. */
export interface ImportResponse {
  readonly resources: readonly { readonly type: string; readonly state: Value; readonly private: Private }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A provider as hosts use it: the engine directly, OpenTofu and Terraform through the plugin. */
export interface Provider {
  readonly schema: ProviderSchema;
  validateProviderConfig(config: Value): readonly Diagnostic[];
  /** Called once, before any plan, read or apply. May hold unknown values during a plan. */
  configure(config: Value): Promise<readonly Diagnostic[]>;
  validateResource(type: string, config: Value): readonly Diagnostic[];
  validateDataSource(type: string, config: Value): readonly Diagnostic[];
  /** State JSON written by schema version `version`, brought to the current schema. */
  upgradeResourceState(
    type: string,
    version: number,
    json: unknown,
  ): Promise<{ state: Value; diagnostics: readonly Diagnostic[] }>;
  readResource(type: string, state: Value, priv: Private): Promise<ReadResponse>;
  planResource(request: PlanRequest): Promise<PlanResponse>;
  applyResource(request: ApplyRequest): Promise<ApplyResponse>;
  importResource(type: string, id: string): Promise<ImportResponse>;
  readDataSource(type: string, config: Value): Promise<{ state: Value; diagnostics: readonly Diagnostic[] }>;
  /** Of one of the schema's functions, with as many known arguments as it has parameters; needs no configuration. */
  callFunction?(name: string, args: readonly Value[]): FunctionAnswer;
  /** Asks calls in flight to end early. */
  stop(): void;
}

/** Facts for a provider about the program that runs it. */
export interface ProviderHost {
  /** The environment that it is to go by, instead of its process's own. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The configuration's folder. */
  readonly dir: string;
}

/** Makes an unconfigured provider. Keyed by source address, such as `registry.scalr.io/scalr/scalr`. */
export type ProviderFactories = Readonly<Record<string, (host?: ProviderHost) => Provider>>;
