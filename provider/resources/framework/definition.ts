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
  /** Where the API's errors point when they mean this attribute: `attributes/name`, `relationships/agent-pool`. */
  readonly fields: readonly string[];
  /** Absent for what only the API sets. */
  write?(value: Plain, draft: MutableDraft): void;
  /** Undefined when the API's object does not show it: what the state says stays. `state` is the value known so far. */
  read(object: One, state: Plain | undefined): Plain | undefined;
}

/** What is wrong with a known, non-null value; null if it is valid. The text continues "<attribute> ...". */
export type Validator = (value: Plain) => string | null;

export interface AttributeDefinition extends Attribute {
  /** Planned whenever the configuration says nothing. An empty string also stands for the API's null. */
  readonly default?: Plain;
  /** The empty string is a value of its own, which the API gets as it is: the official provider expects to read it back. */
  readonly sendsEmpty?: boolean;
  /** Planned at creation when the configuration says nothing; afterwards what is there stays. */
  readonly initial?: Plain;
  /** A change cannot be made in place. */
  readonly replace?: boolean;
  /**
   * Link resources of other stacks may set it, so not configured means not managed: what is there stays. What this
   * resource's own configuration set goes back to `initial` when it is removed from the configuration.
   */
  readonly linkable?: boolean;
  /** The API changes it with whatever else changes: not known before an update. */
  readonly follows?: boolean;
  /** Of a write-only attribute: the attribute whose change says that the value is to be sent again. */
  readonly sentWith?: string;
  readonly validate?: readonly Validator[];
  /** Place in the API's object. Default: the attribute of the same name in kebab case. */
  readonly api?: Mapping;
}

/** A block inside a block. */
export interface InnerDefinition {
  readonly nesting: "list" | "set" | "single";
  /** How many there may be, as the schema says. */
  readonly minItems?: number;
  readonly maxItems?: number;
  /** The same where the official provider's schema says nothing: checked, but not declared. */
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

/** What operations work with. */
export interface Context {
  readonly client: ScalrClient;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs one at a time for one key: two links that extend one pool's environments must not lose each other's change. */
  serially<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when the provider's other operations that are in flight now have ended, well or badly. */
  othersSettled(): Promise<boolean>;
}

/** A state's attributes as its JSON holds them. */
export type StateJson = { readonly [name: string]: unknown };

/** Brings a state to the next schema version: renames and moves what has another place there. Never throws. */
export type StateUpgrade = (state: StateJson) => StateJson;

export interface PlanContext {
  readonly config: PlainObject;
  /** Null at creation. */
  readonly prior: PlainObject | null;
}

/** How a link resource and an attribute of another resource say the same thing. */
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

/** What rules are judged by while planning: the API's objects, and what this plan makes of them. */
export interface PlanFacts {
  /** Null where there is none, or where it cannot be asked for now: then the apply decides. */
  object(type: string, id: Plain | undefined): Promise<Resource | null>;
  /** The only environments that may use the pool once the plan is applied (R3); undefined where that is all of them, or not known. */
  environmentsOf(pool: Resource): readonly string[] | undefined;
}

/** A resource type as the provider runs it. Operations throw; what a failed creation left behind is a `PartialError`. */
export interface ManagedResource {
  /** Such as `scalr_environment`. */
  readonly type: string;
  /** What messages call it, such as `environment`. */
  readonly noun: string;
  readonly block: BlockDefinition;
  validate?(config: PlainObject): readonly Finding[];
  /**
   * `upgrades[n]` brings a state of schema version n to version n + 1, so the current version is their number. Schema versions
   * are those of the official provider: a state names the version and must mean the same to both.
   */
  readonly upgrades?: readonly StateUpgrade[];
  /** What the official provider keeps beside the state, by name: its own code relies on it. */
  privateData?(config: PlainObject): Readonly<Record<string, unknown>>;
  /** Takes out of what was read what must be in no state, by what is kept beside it. */
  hides?(read: PlainObject, kept: Readonly<Record<string, unknown>>): void;
  /** Of a resource that sets what is another resource's attribute. */
  readonly link?: LinkDefinition;
  /** Adjusts `planned` where one attribute follows from another. */
  plan?(planned: PlainObject, context: PlanContext): void;
  /** Rules that what is planned breaks, as far as the API or the rest of the plan tells. `prior` is null at creation. */
  check?(facts: PlanFacts, planned: PlainObject, prior: PlainObject | null): Promise<readonly Finding[]>;
  /** `config` has what no plan keeps: write-only attributes. */
  create(context: Context, planned: PlainObject, config: PlainObject): Promise<PlainObject>;
  /** Null when the object is gone. */
  read(context: Context, state: PlainObject): Promise<PlainObject | null>;
  update(
    context: Context,
    prior: PlainObject,
    planned: PlainObject,
    config: PlainObject,
  ): Promise<PlainObject>;
  delete(context: Context, state: PlainObject): Promise<void>;
  /** The state of an existing object; null when there is none. */
  import(context: Context, id: string): Promise<PlainObject | null>;
}

export interface DataSource {
  readonly type: string;
  readonly noun: string;
  readonly block: BlockDefinition;
  validate?(config: PlainObject): readonly Finding[];
  read(context: Context, config: PlainObject): Promise<PlainObject>;
}

/** Part of the work was done: `state` says what exists now. */
export class PartialError extends Error {
  override readonly name = "PartialError";
  constructor(
    readonly state: PlainObject,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** A mistake that can be explained to the user without an API error behind it. */
export class UserError extends Error {
  override readonly name = "UserError";
}
