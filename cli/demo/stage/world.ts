import type { ScalrClient } from "../../../provider/client/index.js";

export interface DemoPool {
  readonly id: string;
  readonly name: string;
  /** The secret with which agents join it. */
  readonly token: string;
}

type Attributes = Readonly<Record<string, unknown>>;

const toOne = (type: string, id: string) => ({ data: { type, id } });

/** Makes the few objects that a scenario needs where those of the quickstart are more than it has use for. */
export class World {
  constructor(
    private readonly client: ScalrClient,
    private readonly account: string,
  ) {}

  /** A pool, shared with all environments, and a token to join it. */
  async pool(name: string, attributes: Attributes = {}): Promise<DemoPool> {
    const { data } = await this.client.create("agent-pools", {
      type: "agent-pools",
      attributes: { name, ...attributes },
      relationships: { account: toOne("accounts", this.account) },
    });
    const token = await this.client.create(`agent-pools/${data.id}/access-tokens`, { type: "access-tokens" });
    return { id: data.id, name, token: String(token.data.attributes.token) };
  }

  /** The id of a new environment. */
  async environment(name: string): Promise<string> {
    const { data } = await this.client.create("environments", {
      type: "environments",
      attributes: { name },
      relationships: { account: toOne("accounts", this.account) },
    });
    return data.id;
  }

  /** The id of a new workspace, linked to a pool where one is given. */
  async workspace(
    name: string,
    environment: string,
    pool?: Pick<DemoPool, "id">,
    attributes: Attributes = {},
  ): Promise<string> {
    const { data } = await this.client.create("workspaces", {
      type: "workspaces",
      attributes: { name, ...attributes },
      relationships: {
        environment: toOne("environments", environment),
        ...(pool && { "agent-pool": toOne("agent-pools", pool.id) }),
      },
    });
    return data.id;
  }
}
