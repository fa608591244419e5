import { STRING } from "../../../engine/values/index.js";
import { type Resource, type ScalrClient, toOneId } from "../../client/index.js";
import {
  attribute,
  type Context,
  type ManagedResource,
  type PlainObject,
  UserError,
} from "../framework/index.js";
import { id } from "../shared/common-attributes.js";
import { changedPool, runPoolFindings } from "../shared/pool-rules.js";

const KEY = "the account's default pool";
const pathTo = (pool: string) => `agent-pools/${encodeURIComponent(pool)}`;

const isDefault = (pool: Resource) => pool.attributes.default === true;

/** The account does not show its default pool, but the pool shows whether it is the default. */
async function current(client: ScalrClient): Promise<Resource | undefined> {
  return (await client.list("agent-pools")).find(isDefault);
}

function stateOf(pool: Resource): PlainObject {
  const account = toOneId(pool, "account");
  return { id: account ?? pool.id, account_id: account, agent_pool_id: pool.id };
}

async function setDefault({ client }: Context, pool: string, value: boolean): Promise<Resource> {
  return (
    await client.update(pathTo(pool), { type: "agent-pools", id: pool, attributes: { default: value } })
  ).data;
}

/** Makes the pool the default, unless a pool other than `mine` is the default, which belongs to somebody else. */
async function take(context: Context, planned: PlainObject, mine: string | null): Promise<PlainObject> {
  const wanted = String(planned.agent_pool_id);
  const attempt = () =>
    context.serially(KEY, async () => {
      const held = await current(context.client);
      if (held && held.id !== mine && held.id !== wanted) return { other: held };
      return { state: stateOf(held?.id === wanted ? held : await setDefault(context, wanted, true)) };
    });
  let result = await attempt();
  if (result.other && (await context.othersSettled())) result = await attempt();
  if (result.state) return result.state;
  throw new UserError(
    `Agent pool ${JSON.stringify(result.other.attributes.name)} (${result.other.id}) is already the account's default. Remove ` +
      `that where it is declared, or take it over by importing it as a scalr_account_agent_pool_default.`,
  );
}

/** R2: the pool for runs of workspaces without a pool in environments without a default. */
export const accountAgentPoolDefault: ManagedResource = {
  type: "scalr_account_agent_pool_default",
  noun: "default agent pool of the account",
  link: { holder: null, attribute: "default", value: "agent_pool_id" },
  check: (facts, planned, prior) =>
    runPoolFindings(facts, {
      pool: changedPool("agent_pool_id", planned, prior),
      attribute: "agent_pool_id",
    }),
  block: {
    description:
      "Makes a run pool the account's default. Workspaces use it if neither they nor their environment have a pool (R2). An " +
      "environment without access to the pool skips it (R3). Import it by the pool's or the account's id.",
    attributes: {
      id,
      account_id: { type: STRING, computed: true, description: "Id of the account." },
      agent_pool_id: {
        type: STRING,
        required: true,
        description: "Id of the run pool (R5).",
        api: attribute("default"),
      },
    },
  },

  create: (context, planned) => take(context, planned, null),

  async read(context, state) {
    const pool = await context.client.find(pathTo(String(state.agent_pool_id)));
    if (pool && isDefault(pool.data)) return stateOf(pool.data);
    const other = await current(context.client);
    return other ? stateOf(other) : null;
  },

  update: (context, prior, planned) => take(context, planned, String(prior.agent_pool_id)),

  async delete(context, state) {
    const pool = String(state.agent_pool_id);
    await context.serially(KEY, async () => {
      const object = await context.client.find(pathTo(pool));
      if (object && isDefault(object.data)) await setDefault(context, pool, false);
    });
  },

  async import(context, importId) {
    const pool = await current(context.client);
    return pool && [pool.id, toOneId(pool, "account")].includes(importId) ? stateOf(pool) : null;
  },
};
