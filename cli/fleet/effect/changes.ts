import { type Json, type ScalrClient, toManyIds } from "../../../provider/client/index.js";
import { isUnknown, type PlanJson, type ResourceChangeJson } from "./plan-json.js";
import { Planned } from "./planned.js";
import { References } from "./references.js";
import type { TellNames, ToldNames } from "./told-names.js";

/** A change of links or access that a plan makes, as `POST what-if` takes it. */
export interface PlannedChange {
  /** What of the plan it is, for messages: `scalr_workspace.api`. */
  readonly address: string;
  readonly operation: Json;
}

/** The links and access in a plan. */
export interface PlannedChanges {
  readonly changes: readonly PlannedChange[];
  /** What is known after the apply only: addresses and their attributes. */
  readonly unsure: readonly string[];
}

const TYPES = {
  scalr_agent_pool: "agent-pools",
  scalr_environment: "environments",
  scalr_workspace: "workspaces",
} as const;

/** Links of an object to its one pool: the attribute that names the object, the object's type, and its relationship. */
const HELD = {
  scalr_workspace_agent_pool: ["workspace_id", "scalr_workspace", "agent-pool"],
  scalr_environment_agent_pool_default: [
    "environment_id",
    "scalr_environment",
    "default-workspace-agent-pool",
  ],
} as const;

const ACCESS = "scalr_agent_pool_environment_access";
const ACCOUNT_DEFAULT = "scalr_account_agent_pool_default";

/**
 * The order of changes: an object comes before those that need it. Deletions come last, unless an object of the same name
 * replaces the deleted one.
 */
const ORDER = [
  "unlink",
  "replace",
  "environment",
  "pool",
  "access",
  "default",
  "workspace",
  "link",
  "delete",
] as const;
type Stage = (typeof ORDER)[number];

type Fields = { [name: string]: Json };

/** Attributes that name pools, environments and workspaces. */
const NAMING = [
  "agent_pool_id",
  "default_workspace_agent_pool_id",
  "environment_id",
  "environments",
  "workspace_id",
] as const;

/** The types whose attributes are read. */
const READ = new Set([...Object.keys(TYPES), ...Object.keys(HELD), ACCESS, ACCOUNT_DEFAULT]);

/**
 * The changes of links and access in a plan. `client` tells who may use pools whose access another stack declares, and
 * `tell` what names lead to that the plan does not know.
 */
export async function changesIn(
  plan: PlanJson,
  client: ScalrClient,
  tell: TellNames | null,
): Promise<PlannedChanges> {
  const open = (plan.resource_changes ?? [])
    .filter(({ mode, type }) => mode === "managed" && READ.has(type))
    .flatMap((change) =>
      NAMING.filter((name) => isUnknown(change.change.after_unknown?.[name])).map((attribute) => ({
        change,
        attribute,
      })),
    );
  const told = tell !== null && open.length > 0 ? await tell(plan, open) : null;
  const reading = new Reading(plan, told);
  for (const change of plan.resource_changes ?? []) if (change.mode === "managed") reading.take(change);
  await reading.takeAccess(client);
  return reading.result();
}

class Reading {
  private readonly staged = new Map<Stage, PlannedChange[]>(ORDER.map((stage) => [stage, []]));
  private readonly planned: Planned;

  constructor(plan: PlanJson, told: ToldNames | null) {
    this.planned = new Planned(plan, new References(plan), told);
  }

  result(): PlannedChanges {
    return { changes: ORDER.flatMap((stage) => this.staged.get(stage)!), unsure: this.planned.unsure };
  }

  take(change: ResourceChangeJson): void {
    const { actions } = change.change;
    const [isAdded, isRemoved] = [actions.includes("create"), actions.includes("delete")];
    if (change.type in TYPES) {
      if (isRemoved) this.remove(change, actions[0] === "delete" && isAdded ? "replace" : "delete");
      if (isAdded) this.add(change);
      else if (actions.includes("update")) this.update(change);
    } else if (change.type in HELD) {
      if (isRemoved) this.link(change, "unlink");
      if (isAdded || actions.includes("update")) this.link(change, "link");
    } else if (change.type === ACCOUNT_DEFAULT) {
      if (isRemoved) this.accountDefault(change, change.change.before?.agent_pool_id, false);
      if (isAdded || actions.includes("update")) {
        const pool = this.planned.reference(change, "agent_pool_id", "scalr_agent_pool");
        if (pool !== undefined) this.accountDefault(change, pool, true);
      }
    }
  }

  /** R3: each access adds an environment to those of its pool, and the first takes the pool from everybody else. */
  async takeAccess(client: ScalrClient): Promise<void> {
    for (const [key, { address, ref, added, removed }] of this.planned.accesses(ACCESS)) {
      const made = this.planned.environmentsOf(key);
      // A pool that the plan shares with everybody loses nothing by what goes.
      if (made === "everyone" && added.length === 0) continue;
      const present = made === "everyone" ? [] : (made ?? (await environmentsOf(client, ref)));
      const left = present.filter((each) => !removed.includes(identity(each)));
      const all = [...left, ...added.filter((each) => !left.some((one) => identity(one) === identity(each)))];
      this.put("access", address, update("agent-pools", ref, access(all)));
    }
  }

  private add(change: ResourceChangeJson): void {
    const { address, type } = change;
    const lid = { lid: address };
    if (type === "scalr_environment") {
      const attributes = { name: this.planned.text(change, "name") ?? address };
      this.put("environment", address, { op: "add", data: { type: "environments", ...lid, attributes } });
      const fields = this.planned.link(
        change,
        "default_workspace_agent_pool_id",
        "default-workspace-agent-pool",
      );
      if (fields) this.put("default", address, update("environments", lid, { relationships: fields }));
    } else if (type === "scalr_agent_pool") {
      const attributes = {
        name: this.planned.text(change, "name") ?? address,
        "vcs-enabled": this.planned.value(change, "vcs_enabled") === true,
      };
      const shared = this.planned.environments(change);
      const data = { type: "agent-pools", ...lid, ...merged({ attributes }, shared ? access(shared) : {}) };
      this.put("pool", address, { op: "add", data });
    } else {
      const environment = this.planned.reference(change, "environment_id", "scalr_environment");
      if (environment === undefined) return;
      const relationships = {
        environment: { data: { type: "environments", ...(environment as Fields) } },
        ...this.planned.link(change, "agent_pool_id", "agent-pool"),
      };
      const attributes = { name: this.planned.text(change, "name") ?? address };
      this.put("workspace", address, {
        op: "add",
        data: { type: "workspaces", ...lid, attributes, relationships },
      });
    }
  }

  private update(change: ResourceChangeJson): void {
    const { address, type } = change;
    const id = { id: String(change.change.before?.id) };
    if (type === "scalr_agent_pool") {
      const shared = this.planned.differs(change, "environments") ? this.planned.environments(change) : null;
      if (shared) this.put("access", address, update("agent-pools", id, access(shared)));
      return;
    }
    const isWorkspace = type === "scalr_workspace";
    const [attribute, relationship] = isWorkspace
      ? (["agent_pool_id", "agent-pool"] as const)
      : (["default_workspace_agent_pool_id", "default-workspace-agent-pool"] as const);
    const link = this.planned.differs(change, attribute)
      ? this.planned.link(change, attribute, relationship)
      : null;
    if (link)
      this.put(
        isWorkspace ? "workspace" : "default",
        address,
        update(isWorkspace ? "workspaces" : "environments", id, { relationships: link }),
      );
  }

  /** Workspaces first, because their environment takes them along. */
  private remove({ address, type, change }: ResourceChangeJson, stage: Stage): void {
    const ref = { type: TYPES[type as keyof typeof TYPES], id: String(change.before?.id) };
    const removal = { address, operation: { op: "remove", ref } };
    if (type === "scalr_workspace") this.staged.get(stage)!.unshift(removal);
    else this.staged.get(stage)!.push(removal);
  }

  private link(change: ResourceChangeJson, stage: "link" | "unlink"): void {
    const [attribute, holderType, relationship] = HELD[change.type as keyof typeof HELD];
    const isGone = stage === "unlink";
    const before = change.change.before?.[attribute];
    const holder = isGone ? { id: String(before) } : this.planned.reference(change, attribute, holderType);
    const pool = isGone ? null : this.planned.reference(change, "agent_pool_id", "scalr_agent_pool");
    if (holder === undefined || holder === null || pool === undefined) return;
    const data = pool === null ? null : { type: "agent-pools", ...(pool as Fields) };
    const relationships = { [relationship]: { data } };
    this.put(stage, change.address, update(TYPES[holderType], holder as Fields, { relationships }));
  }

  private accountDefault(change: ResourceChangeJson, pool: unknown, on: boolean): void {
    const ref = typeof pool === "string" ? { id: pool } : (pool as Fields);
    const attributes = { default: on };
    this.put(on ? "default" : "unlink", change.address, update("agent-pools", ref, { attributes }));
  }

  private put(stage: Stage, address: string, operation: Json): void {
    this.staged.get(stage)!.push({ address, operation });
  }
}

const update = (type: string, ref: Fields, rest: Fields): Json => ({
  op: "update",
  data: { type, ...ref, ...rest },
});

const merged = (a: Fields, b: Fields): Fields => ({
  ...a,
  ...b,
  attributes: { ...(a.attributes as Fields), ...(b.attributes as Fields | undefined) },
});

/** R3 */
const access = (environments: readonly Fields[] | "everyone"): Fields =>
  environments === "everyone"
    ? { attributes: { "is-shared": true }, relationships: { environments: { data: [] } } }
    : {
        attributes: { "is-shared": false },
        relationships: {
          environments: { data: environments.map((each) => ({ type: "environments", ...each })) },
        },
      };

const identity = ({ id, lid }: Fields) => String(id ?? lid);

async function environmentsOf(client: ScalrClient, { id }: Fields): Promise<readonly Fields[]> {
  const pool = await client.find(`agent-pools/${encodeURIComponent(String(id))}`);
  if (pool === null || pool.data.attributes["is-shared"] === true) return [];
  return toManyIds(pool.data, "environments").map((each) => ({ id: each }));
}
