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

/** The slot of a construct whose attribute `agentPoolId` it is. */
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
  /** What holds the pool. */
  readonly holder: End;
  /** Where the same stack declares the holder. */
  readonly slot: Slot | undefined;
  readonly pool: AgentPoolEnd;
  /** The link as a resource of its own. */
  readonly resource: TerraformResource;
  /** Whether the slot may be used although both ends are in the stack. */
  mayFold?(): boolean;
  /** Rules that the link breaks. */
  mistakes(): string[];
}

/**
 * A link of something to its one pool. Where the stack declares both ends, the link is the holder's own attribute, which the
 * official provider has too; otherwise it is a resource of its own.
 */
export abstract class PoolLink extends Construct implements ITerraformDependable {
  #joint!: Joint;
  #overlay: Overlay<string | undefined> | undefined;

  /** Called once by the constructor of each kind of link. */
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

  /** Whether the holder's own attribute says it, so that there is no resource of its own. */
  get isFolded(): boolean {
    const { slot, pool, mayFold } = this.#joint;
    return slot !== undefined && declaredIn(this, "agentPool", pool) !== undefined && (mayFold?.() ?? true);
  }

  /** What a `dependsOn` of this link waits for. */
  get fqn(): string {
    return this.isFolded ? this.#joint.slot!.resource.fqn : this.#joint.resource.fqn;
  }

  #key(): string {
    return keyOf(this, this.#joint.resource.terraformResourceType, idOf(this.#joint.holder));
  }

  /** One holder has one pool. */
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

/** The links by which a construct is joined to a pool. `type` is what such a link is as a resource. */
export function linksOf(type: string, holder: Exclude<End, string>): PoolLink[] {
  return registry.find(holder, keyOf(holder, type, idOf(holder)));
}

const linksByPool = new Registry<PoolLink>();

/**
 * R18: a pool that is removed together with its links is deleted after what was linked to it has been changed, not before. That
 * order is what `create_before_destroy` means for a resource that is removed.
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

/** R3: the API refuses a pool until its access is there, so what is linked to the pool waits for accesses that are resources. */
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
 * The rules that a construct breaks whose pool is set by its own attribute, not by a link; a link reports its mistakes itself.
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
