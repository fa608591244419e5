/**
 * How a resource or data source is declared: tables of attributes, each with its schema, its place in the API's object and
 * its plan rules. Everything works on plain data (`Plain`); values of the type system exist only at the provider's edge.
 */

import type { Attribute } from "../../../engine/provider.js";
import type { Plain } from "../../../engine/values/index.js";
import type { Draft, Json, One, Relationship, Resource, ScalrClient } from "../../client/index.js";

export type PlainObject = { [name: string]: Plain };

/** A request's object under construction. */
export interface MutableDraft extends Draft {
  readonly attributes: Record<string, Json>;
  readonly relationships: Record<string, Relationship>;
}

export interface Mapping {
  /** The pointer of the API's errors about this attribute: `attributes/name`, `relationships/agent-pool`. */
  readonly fields: readonly string[];
  /** Absent for values that only the API sets. */
  write?(value: Plain, draft: MutableDraft): void;
  /** Undefined if the API's object does not show it, which keeps the state's value. `state` is the value known so far. */
  read(object: One, state: Plain | undefined): Plain | undefined;
}

/** Why a known, non-null value is invalid; null if it is valid. The text continues "<attribute> ...". */
export type Validator = (value: Plain) => string | null;

export interface AttributeDefinition extends Attribute {
  /** Planned if the configuration sets nothing. An empty string also stands for the API's null. */
  readonly default?: Plain;
  /** The empty string is a value of its own, which is sent unchanged: the official provider expects to read it back. */
  readonly sendsEmpty?: boolean;
  /** Planned at creation if the configuration sets nothing; later the current value stays. */
  readonly initial?: Plain;
  /** A change replaces the object. */
  readonly replace?: boolean;
  /**
   * Link resources of other stacks may set it, so not configured means not managed: what is there stays. What this
   * resource's own configuration set goes back to `initial` when it is removed from the configuration.
   */
  readonly linkable?: boolean;
  /** The API changes it with every update, so it is unknown before one. */
  readonly follows?: boolean;
  /** For a write-only attribute: the attribute whose change sends the value again. */
  readonly sentWith?: string;
  readonly validate?: readonly Validator[];
  /** Place in the API's object. Default: the attribute of the same name in kebab case. */
  readonly api?: Mapping;
}

/** A block inside a block. */
export interface InnerDefinition {
  readonly nesting: "list" | "set" | "single";
  /** Limits of their number, as the schema declares them. */
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Limits that the official provider's schema does not declare. They are checked, but not declared. */
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly description?: string;
  readonly attributes: Readonly<Record<string, AttributeDefinition>>;
  readonly blocks?: Readonly<Record<string, InnerDefinition>>;
}

export interface NestedDefinition extends InnerDefinition {
  readonly api: Mapping;
}

export interface BlockDefinition {
  readonly description?: string;
  readonly attributes: Readonly<Record<string, AttributeDefinition>>;
  readonly blocks?: Readonly<Record<string, NestedDefinition>>;
}

/** A mistake in a configuration. */
export interface Finding {
  /** Default: error. */
  readonly severity?: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** Name of the attribute or block at fault. */
  readonly attribute?: string;
}

/** The surroundings of an operation. */
export interface Context {
  readonly client: ScalrClient;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs work for one key one at a time, so that two links that extend one pool's environments do not lose each other's change. */
  serially<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when the provider's other current operations have ended, with or without an error. */
  othersSettled(): Promise<boolean>;
}

/** A state's attributes as its JSON holds them. */
export type StateJson = { readonly [name: string]: unknown };

/** Converts a state to the next schema version: renames and moves values. Never throws. */
export type StateUpgrade = (state: StateJson) => StateJson;

export interface PlanContext {
  readonly config: PlainObject;
  /** Null at creation. */
  readonly prior: PlainObject | null;
}

/** How a link resource and an attribute of another resource express the same fact. */
export interface LinkDefinition {
  /** Type of the resource that has the attribute; null for the account, which no resource declares. */
  readonly holder: string | null;
  /** The link's attribute with the id of that resource; absent for the account. */
  readonly by?: string;
  /** The holder's attribute. */
  readonly attribute: string;
  /** The link's attribute that says what it is set to. */
  readonly value: string;
  /** The holder's attribute is a set, of which each link adds one element. */
  readonly adds?: true;
}

/** The facts for rules while planning: the API's objects, and how this plan changes them. */
export interface PlanFacts {
  /** Null if there is none, or if it cannot be read now. Then the apply decides. */
  object(type: string, id: Plain | undefined): Promise<Resource | null>;
  /** The only environments that can use the pool after the apply (R3); undefined if all can, or if it is unknown. */
  environmentsOf(pool: Resource): readonly string[] | undefined;
}

/** A resource type as the provider runs it. Operations throw. A `PartialError` says what a failed creation left behind. */
export interface ManagedResource {
  /** Such as `scalr_environment`. */
  readonly type: string;
  /** Its name in messages, such as `environment`. */
  readonly noun: string;
  readonly block: BlockDefinition;
  validate?(config: PlainObject): readonly Finding[];
  /**
   * `upgrades[n]` brings a state of schema version n to version n + 1, so the current version is their number. Schema versions
   * are those of the official provider: a state names the version and must mean the same to both.
   */
  readonly upgrades?: readonly StateUpgrade[];
  /** The private values of the official provider, by name, on which its own code relies. */
  privateData?(config: PlainObject): Readonly<Record<string, unknown>>;
  /** Removes values that no state may contain, according to the private values. */
  hides?(read: PlainObject, kept: Readonly<Record<string, unknown>>): void;
  /** For a resource that sets an attribute of another resource. */
  readonly link?: LinkDefinition;
  /** Adjusts `planned` where one attribute follows from another. */
  plan?(planned: PlainObject, context: PlanContext): void;
  /** The rules that the plan breaks, as far as the API and the rest of the plan show. `prior` is null at creation. */
  check?(facts: PlanFacts, planned: PlainObject, prior: PlainObject | null): Promise<readonly Finding[]>;
  /** `config` has the write-only attributes, which no plan contains. */
  create(context: Context, planned: PlainObject, config: PlainObject): Promise<PlainObject>;
  /** Null if the object is gone. */
  read(context: Context, state: PlainObject): Promise<PlainObject | null>;
  update(
    context: Context,
    prior: PlainObject,
    planned: PlainObject,
    config: PlainObject,
  ): Promise<PlainObject>;
  delete(context: Context, state: PlainObject): Promise<void>;
  /** The state of an existing object; null if there is none. */
  import(context: Context, id: string): Promise<PlainObject | null>;
}

export interface DataSource {
  readonly type: string;
  readonly noun: string;
  readonly block: BlockDefinition;
  validate?(config: PlainObject): readonly Finding[];
  read(context: Context, config: PlainObject): Promise<PlainObject>;
}

/** Part of the work was done. `state` describes what exists now. */
export class PartialError extends Error {
  override readonly name = "PartialError";
  constructor(
    readonly state: PlainObject,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** An error that the user can understand without an API error. */
export class UserError extends Error {
  override readonly name = "UserError";
}
