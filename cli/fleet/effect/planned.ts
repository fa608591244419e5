import { isDeepStrictEqual } from "node:util";
import type { Json } from "../../../provider/client/index.js";
import { isUnknown, type ObjectRef, type PlanJson, type ResourceChangeJson, refOf } from "./plan-json.js";
import type { References } from "./references.js";
import type { ToldNames } from "./told-names.js";

type Fields = { [name: string]: Json };

/** All access of a plan to one pool. */
interface Accesses {
  readonly address: string;
  readonly ref: Fields;
  readonly added: Fields[];
  /** Ids of environments. */
  readonly removed: string[];
}

/** The future values of attributes of planned resources, also if only the apply creates their ids. */
export class Planned {
  /** What could not be told. */
  readonly unsure: string[] = [];

  constructor(
    private readonly plan: PlanJson,
    private readonly references: References,
    /** What it does not tell, or all where it is null, is found by following references in the configuration. */
    private readonly told: ToldNames | null,
  ) {}

  /** A known value, or undefined. */
  value({ change }: ResourceChangeJson, attribute: string): unknown {
    return isUnknown(change.after_unknown?.[attribute]) ? undefined : change.after?.[attribute];
  }

  text(change: ResourceChangeJson, attribute: string): string | undefined {
    const value = this.value(change, attribute);
    return typeof value === "string" ? value : undefined;
  }

  /** Whether an attribute changes. What nobody configured and the provider will tell stays as it is. */
  differs(resource: ResourceChangeJson, attribute: string): boolean {
    const { before, after, after_unknown: unknown } = resource.change;
    if (isUnknown(unknown?.[attribute])) return this.references.isConfigured(resource, attribute);
    return !isDeepStrictEqual(sorted(before?.[attribute]), sorted(after?.[attribute]));
  }

  /** What an attribute with an id leads to; null where it is empty, undefined where it cannot be told or nobody says. */
  reference(resource: ResourceChangeJson, attribute: string, type: string): Fields | null | undefined {
    const { after, after_unknown: unknown } = resource.change;
    if (!isUnknown(unknown?.[attribute])) {
      const id = after?.[attribute];
      return typeof id === "string" && id !== "" ? { id } : null;
    }
    if (!this.references.isConfigured(resource, attribute)) return undefined;
    const targets = this.targets(resource, attribute, type);
    if (targets?.length === 1) return { ...targets[0]! };
    this.unsure.push(`${resource.address}.${attribute}`);
    return undefined;
  }

  /** The relationship to the pool that an attribute names, or null where it says nothing. */
  link(resource: ResourceChangeJson, attribute: string, relationship: string): Fields | null {
    const pool = this.reference(resource, attribute, "scalr_agent_pool");
    if (pool === undefined) return null;
    return { [relationship]: { data: pool === null ? null : { type: "agent-pools", ...pool } } };
  }

  /** R3: who may use a planned pool; null where nobody says. */
  environments(resource: ResourceChangeJson): readonly Fields[] | "everyone" | null {
    const { after, after_unknown: unknown } = resource.change;
    const single = this.reference(resource, "environment_id", "scalr_environment");
    if (single) return [single];
    const known = Array.isArray(after?.environments) ? (after.environments as unknown[]) : [];
    const ids = known.filter((id): id is string => typeof id === "string");
    if (ids.includes("*")) return "everyone";
    if (!isUnknown(unknown?.environments))
      return after?.environments == null ? null : ids.map((id) => ({ id }));
    if (!this.references.isConfigured(resource, "environments")) return null;
    const targets = this.targets(resource, "environments", "scalr_environment");
    if (targets === null) {
      this.unsure.push(`${resource.address}.environments`);
      return null;
    }
    const refs = [...ids.map((id) => ({ id })), ...targets.map((each) => ({ ...each }))];
    return [...new Map(refs.map((ref) => [JSON.stringify(ref), ref])).values()];
  }

  private targets(
    resource: ResourceChangeJson,
    attribute: string,
    type: string,
  ): readonly ObjectRef[] | null {
    const told = this.told?.targets(resource, attribute);
    if (told !== undefined) return told;
    return this.references.targets(resource, attribute, type)?.map(refOf) ?? null;
  }

  /** The accesses to pools that the plan adds and removes, by pool. */
  accesses(type: string): ReadonlyMap<string, Accesses> {
    const all = new Map<string, Accesses>();
    const of = (address: string, ref: Fields) => {
      const key = String(ref.id ?? ref.lid);
      const known = all.get(key);
      if (known !== undefined) return known;
      const fresh: Accesses = { address, ref, added: [], removed: [] };
      all.set(key, fresh);
      return fresh;
    };
    for (const resource of this.plan.resource_changes ?? []) {
      const { address, change } = resource;
      if (resource.type !== type || resource.mode !== "managed") continue;
      if (change.actions.includes("delete"))
        of(address, { id: String(change.before?.agent_pool_id) }).removed.push(
          String(change.before?.environment_id),
        );
      if (!change.actions.includes("create")) continue;
      const pool = this.reference(resource, "agent_pool_id", "scalr_agent_pool");
      const environment = this.reference(resource, "environment_id", "scalr_environment");
      if (pool && environment) of(address, pool).added.push(environment);
    }
    return all;
  }

  /** R3: what the plan itself makes of the access to a pool, by its id or the address that makes it; null where it makes nothing. */
  environmentsOf(key: string): readonly Fields[] | "everyone" | null {
    const pool = (this.plan.resource_changes ?? []).find(
      ({ type, address, change }) =>
        type === "scalr_agent_pool" && (address === key || change.before?.id === key),
    );
    if (pool === undefined) return null;
    const isNew = pool.change.actions.includes("create");
    if (!isNew && !(pool.change.actions.includes("update") && this.differs(pool, "environments")))
      return null;
    return this.environments(pool) ?? (isNew ? "everyone" : null);
  }
}

const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value);
