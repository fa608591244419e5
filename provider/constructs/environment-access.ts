import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type agentPool, agentPoolEnvironmentAccess, type environment } from "../bindings/index.js";
import {
  type AgentPoolEnd,
  declaredIn,
  type EnvironmentEnd,
  expressionOf,
  idOf,
  type LinkOptions,
  nameOf,
} from "./ends.js";
import { Registry } from "./registry.js";
import { beforeWriting, leaveOutWhile, Overlay } from "./synthesis.js";

/** R3: the pool, and the environment that may use it. */
export interface EnvironmentAccessProps extends LinkOptions {
  readonly pool: AgentPoolEnd;
  readonly environment: EnvironmentEnd;
}

/**
 * Lets an environment use an agent pool (R3). Without any access, every environment may use a pool. With the first access, only
 * the environments with access may.
 *
 * If the stack declares both ends, the access becomes part of the pool's attribute `environments`. Otherwise it becomes a resource
 * `scalr_agent_pool_environment_access`. All accesses to one pool are written in the same way, because a pool with a declared
 * list removes environments that are not in it.
 */
export class EnvironmentAccess extends Construct implements ITerraformDependable {
  readonly pool: AgentPoolEnd;
  readonly environment: EnvironmentEnd;
  /** The construct of the pool, if it is in the same stack. */
  readonly declaredPool: agentPool.AgentPool | undefined;
  readonly declaredEnvironment: environment.Environment | undefined;
  /** The environment's id as the stack writes it. */
  readonly environmentKey: string;
  readonly #resource: agentPoolEnvironmentAccess.AgentPoolEnvironmentAccess;

  constructor(scope: Construct, id: string, props: EnvironmentAccessProps) {
    super(scope, id);
    const { pool, environment, ...options } = props;
    this.pool = pool;
    this.environment = environment;
    this.environmentKey = expressionOf(this, idOf(environment));
    registry.add(this, expressionOf(this, idOf(pool)));
    this.declaredPool = declaredIn(this, "agentPool", pool);
    this.declaredEnvironment = declaredIn(this, "environment", environment);
    this.#resource = new agentPoolEnvironmentAccess.AgentPoolEnvironmentAccess(this, "Default", {
      ...options,
      agentPoolId: idOf(pool),
      environmentId: idOf(environment),
    });
    leaveOutWhile(this.#resource, () => this.isFolded);
    if (this.declaredPool) foldInto(this.declaredPool);
    this.node.addValidation({ validate: () => this.#mistakes() });
  }

  /** Whether the access is part of the pool's attribute and has no resource of its own. */
  get isFolded(): boolean {
    return accessesTo(this, this.pool).every((one) => one.declaredPool && one.declaredEnvironment);
  }

  /** The construct for which a `dependsOn` of this link waits. */
  get fqn(): string {
    return this.isFolded ? this.declaredPool!.fqn : this.#resource.fqn;
  }

  #mistakes(): string[] {
    const pool = `agent pool ${nameOf(this, this.pool)}`;
    const own = this.declaredPool && ownEnvironments.get(this.declaredPool)?.own;
    const twin = accessesTo(this, this.pool).find(
      (one) => one !== this && one.environmentKey === this.environmentKey,
    );
    if (own?.includes("*")) {
      return [
        `${pool} is declared as available to every environment (environments: ["*"]), and this restricts it to ` +
          `${nameOf(this, this.environment)} (R3). Remove "*" from its environments, or remove this access.`,
      ];
    }
    if (own && !this.isFolded) {
      return [
        `${pool} declares its environments itself and would remove this access. Add ` +
          `${nameOf(this, this.environment)} to its environments, or declare all of them as EnvironmentAccess.`,
      ];
    }
    if (twin) {
      return [
        `${nameOf(this, this.environment)} has access to ${pool} already, by ${twin.node.path}. Remove one.`,
      ];
    }
    return [];
  }
}

/** All accesses to one pool in the stack of `scope`. */
export function accessesTo(scope: Construct, pool: AgentPoolEnd): EnvironmentAccess[] {
  return registry.find(scope, expressionOf(scope, idOf(pool)));
}

const registry = new Registry<EnvironmentAccess>();

/** The environments in a pool's own declaration, without those that accesses add. */
const ownEnvironments = new WeakMap<agentPool.AgentPool, Overlay<string[] | undefined>>();

/** The environments that the pool itself names, without those of other constructs. */
export function ownEnvironmentsOf(pool: agentPool.AgentPool): string[] | undefined {
  return ownEnvironments.has(pool) ? ownEnvironments.get(pool)!.own : pool.environmentsInput;
}

function foldInto(pool: agentPool.AgentPool): void {
  if (ownEnvironments.has(pool)) return;
  const overlay = new Overlay<string[] | undefined>(
    () => pool.environmentsInput,
    (value) => {
      if (value === undefined) pool.resetEnvironments();
      else pool.environments = value;
    },
    (own) => {
      const added = accessesTo(pool, pool).filter((one) => one.isFolded);
      return added.length === 0 ? own : [...(own ?? []), ...added.map((one) => idOf(one.environment))];
    },
  );
  ownEnvironments.set(pool, overlay);
  beforeWriting(pool, () => overlay.apply());
}
