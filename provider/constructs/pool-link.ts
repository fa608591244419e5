import {
  dependable,
  type ITerraformDependable,
  type TerraformResource,
  type TerraformResourceLifecycle,
} from "cdktf";
import { Construct } from "constructs";
import type { agentPool } from "../bindings/index.js";
import { type AgentPoolEnd, declaredIn, type End, expressionOf, idOf, nameOf } from "./ends.js";
import { accessesTo } from "./environment-access.js";
import { Registry } from "./registry.js";
import { beforeWriting, leaveOutWhile, Overlay } from "./synthesis.js";

/** The attribute of a construct that holds the pool it is linked to. */
export interface Slot {
  readonly resource: TerraformResource;
  get(): string | undefined;
  set(pool: string): void;
  reset(): void;
}

interface WithAgentPool extends TerraformResource {
  readonly agentPoolIdInput?: string | undefined;
  agentPoolId: string;
  resetAgentPoolId(): void;
}

/** The slot of a construct that holds the pool in `agentPoolId`. */
export function agentPoolSlot(holder: WithAgentPool | undefined): Slot | undefined {
  return (
    holder && {
      resource: holder,
      get: () => holder.agentPoolIdInput,
      set: (value) => {
        holder.agentPoolId = value;
      },
      reset: () => holder.resetAgentPoolId(),
    }
  );
}

interface Joint {
  /** The object that is linked to the pool. */
  readonly holder: End;
  /** The construct of the holder, if it is in the same stack. */
  readonly slot: Slot | undefined;
  readonly pool: AgentPoolEnd;
  /** The link as a resource of its own. */
  readonly resource: TerraformResource;
  /** Whether the slot may be used if both ends are in the stack. */
  mayFold?(): boolean;
  /** Rules that the link breaks. */
  mistakes(): string[];
}

/**
 * A link of an object to its one pool. If the stack declares both ends, the link becomes the holder's attribute, which the
 * official provider has too. Otherwise it becomes a resource of its own.
 */
export abstract class PoolLink extends Construct implements ITerraformDependable {
  #joint!: Joint;
  #overlay: Overlay<string | undefined> | undefined;

  /** The constructor of each kind of link calls this once. */
  protected join(joint: Joint): void {
    this.#joint = joint;
    registry.add(this, this.#key());
    const { slot, resource, pool } = joint;
    leaveOutWhile(resource, () => this.isFolded);
    waitForAccess(resource, pool, () => !this.isFolded);
    this.node.addValidation({ validate: () => [...this.#conflicts(), ...joint.mistakes()] });
    if (!slot) return;
    const set = (value: string | undefined) => (value === undefined ? slot.reset() : slot.set(value));
    const overlay = new Overlay<string | undefined>(slot.get, set, (own) =>
      own === undefined && this.isFolded ? idOf(pool) : own,
    );
    this.#overlay = overlay;
    beforeWriting(slot.resource, () => overlay.apply());
    waitForAccess(slot.resource, pool, () => this.isFolded);
    const declared = declaredIn(this, "agentPool", pool);
    if (declared) keepUntilUnlinked(this, declared);
  }

  get pool(): AgentPoolEnd {
    return this.#joint.pool;
  }

  /** Whether the link is the holder's attribute and has no resource of its own. */
  get isFolded(): boolean {
    const { slot, pool, mayFold } = this.#joint;
    return slot !== undefined && declaredIn(this, "agentPool", pool) !== undefined && (mayFold?.() ?? true);
  }

  /** The construct for which a `dependsOn` of this link waits. */
  get fqn(): string {
    return this.isFolded ? this.#joint.slot!.resource.fqn : this.#joint.resource.fqn;
  }

  #key(): string {
    return keyOf(this, this.#joint.resource.terraformResourceType, idOf(this.#joint.holder));
  }

  /** A holder has one pool. */
  #conflicts(): string[] {
    const { holder } = this.#joint;
    const twin = registry.find(this, this.#key()).find((one) => one !== this);
    if (twin)
      return [`${nameOf(this, holder)} is linked to a pool by ${twin.node.path} too. Remove one of the two.`];
    const own = this.#overlay?.own;
    if (own === undefined) return [];
    return [
      `${nameOf(this, holder)} declares its pool itself (${nameOf(this, own)}). Remove that attribute, or remove this link.`,
    ];
  }
}

const registry = new Registry<PoolLink>();

const keyOf = (scope: Construct, type: string, holderId: string) =>
  `${type} ${expressionOf(scope, holderId)}`;

/** The links of a construct to a pool. `type` is the resource type of such a link. */
function linksOf(type: string, holder: Exclude<End, string>): PoolLink[] {
  return registry.find(holder, keyOf(holder, type, idOf(holder)));
}

const linksByPool = new Registry<PoolLink>();

/**
 * R18: if a pool and its links are removed together, the pool must be deleted after the linked objects have changed. For a
 * removed resource, `create_before_destroy` gives this order.
 */
function keepUntilUnlinked(link: PoolLink, pool: agentPool.AgentPool): void {
  const key = expressionOf(pool, pool.id);
  const isFirst = linksByPool.find(pool, key).length === 0;
  linksByPool.add(link, key);
  if (!isFirst) return;
  const overlay = new Overlay<TerraformResourceLifecycle | undefined>(
    () => pool.lifecycle,
    (value) => {
      pool.lifecycle = value;
    },
    (own) => {
      const isLinked = linksByPool.find(pool, key).some((one) => one.isFolded);
      return isLinked ? { createBeforeDestroy: true, ...own } : own;
    },
  );
  beforeWriting(pool, () => overlay.apply());
}

/** R3: the API rejects a link until the access exists, so linked objects wait for accesses that are resources. */
function waitForAccess(resource: TerraformResource, pool: AgentPoolEnd, isLinked: () => boolean): void {
  const overlay = new Overlay<string[] | undefined>(
    () => resource.dependsOn,
    (value) => {
      resource.dependsOn = value;
    },
    (own) => {
      const accesses = isLinked() ? accessesTo(resource, pool).filter((one) => !one.isFolded) : [];
      return accesses.length === 0 ? own : [...(own ?? []), ...accesses.map(dependable)];
    },
  );
  beforeWriting(resource, () => overlay.apply());
}

/**
 * The rules that a construct violates if its own attribute sets the pool. A link reports its violations itself.
 */
export function mistakesOfOwn(
  holder: Exclude<End, string>,
  linkType: string,
  own: () => string | undefined,
  mistakes: (pool: string) => string[],
): string[] {
  const pool = own();
  return pool === undefined || linksOf(linkType, holder).length > 0 ? [] : mistakes(pool);
}
