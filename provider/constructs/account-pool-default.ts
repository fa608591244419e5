import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountAgentPoolDefault } from "../bindings/index.js";
import { runPoolMistakes } from "./checks.js";
import { type AgentPoolEnd, idOf, type LinkOptions } from "./ends.js";
import { Registry } from "./registry.js";

/** R2: the account's default pool. */
export interface AccountPoolDefaultProps extends LinkOptions {
  /** A run pool (R5). Runs of environments that may not use it skip it (R3). */
  readonly pool: AgentPoolEnd;
}

/**
 * Makes a pool the account's default: it executes the runs of workspaces without a link, in environments without a default (R2).
 * The official provider has no attribute for this, so it is always a resource `scalr_account_agent_pool_default`.
 */
export class AccountPoolDefault extends Construct implements ITerraformDependable {
  readonly pool: AgentPoolEnd;
  readonly #resource: accountAgentPoolDefault.AccountAgentPoolDefault;

  constructor(scope: Construct, id: string, { pool, ...options }: AccountPoolDefaultProps) {
    super(scope, id);
    this.pool = pool;
    registry.add(this, "");
    this.#resource = new accountAgentPoolDefault.AccountAgentPoolDefault(this, "Default", {
      ...options,
      agentPoolId: idOf(pool),
    });
    this.node.addValidation({
      validate: () => [...this.#conflicts(), ...runPoolMistakes(this, pool, "the account as its default")],
    });
  }

  /** Id of the account, known after the apply. */
  get accountId(): string {
    return this.#resource.accountId;
  }

  get fqn(): string {
    return this.#resource.fqn;
  }

  /** An account has one default, so a provider has one too. */
  #conflicts(): string[] {
    const twin = registry
      .find(this, "")
      .find((one) => one !== this && one.#resource.provider === this.#resource.provider);
    return twin
      ? [`the account has a default pool by ${twin.node.path} already. Remove one of the two.`]
      : [];
  }
}

const registry = new Registry<AccountPoolDefault>();
