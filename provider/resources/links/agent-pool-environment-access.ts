import { STRING } from "../../../engine/values/index.js";
import { type One, toManyIds } from "../../client/index.js";
import {
  type Context,
  type ManagedResource,
  type PlainObject,
  toMany,
  UserError,
} from "../framework/index.js";
import { id } from "../shared/common-attributes.js";

const pathTo = (pool: string) => `agent-pools/${encodeURIComponent(pool)}`;
const environmentsOf = ({ data }: One) =>
  data.attributes["is-shared"] === true ? [] : toManyIds(data, "environments");
const stateOf = (pool: string, environment: string): PlainObject => ({
  id: `${pool}/${environment}`,
  agent_pool_id: pool,
  environment_id: environment,
});

async function assign(context: Context, pool: string, environments: readonly string[]): Promise<void> {
  const data = environments.map((environment) => ({ type: "environments", id: environment }));
  await context.client.update(pathTo(pool), {
    type: "agent-pools",
    id: pool,
    attributes: { "is-shared": false },
    relationships: { environments: { data } },
  });
}

async function read(context: Context, pool: string, environment: string): Promise<PlainObject | null> {
  const object = await context.client.find(pathTo(pool));
  return object && environmentsOf(object).includes(environment) ? stateOf(pool, environment) : null;
}

/**
 * R3: access of one environment to one pool. The first takes the pool from everybody else; when the last one goes, the pool is
 * available nowhere, because a pool is never shared by accident.
 */
export const agentPoolEnvironmentAccess: ManagedResource = {
  type: "scalr_agent_pool_environment_access",
  noun: "access of an environment to an agent pool",
  link: {
    holder: "scalr_agent_pool",
    by: "agent_pool_id",
    attribute: "environments",
    value: "environment_id",
    adds: true,
  },
  block: {
    description:
      "Lets an environment use an agent pool, where at least one of them belongs to another stack. A pool with any such resource is " +
      "available to those environments only (R3). If this stack owns the pool, use its attribute environments instead. " +
      "Import it by <agent pool id>/<environment id>.",
    attributes: {
      id,
      agent_pool_id: { type: STRING, required: true, replace: true, description: "Id of the agent pool." },
      environment_id: {
        type: STRING,
        required: true,
        replace: true,
        description: "Id of the environment.",
        api: toMany("environments", "environments"),
      },
    },
  },

  async create(context, planned) {
    const pool = String(planned.agent_pool_id);
    const environment = String(planned.environment_id);
    await context.serially(pathTo(pool), async () => {
      const environments = environmentsOf(await context.client.get(pathTo(pool)));
      if (!environments.includes(environment)) await assign(context, pool, [...environments, environment]);
    });
    return stateOf(pool, environment);
  },

  read: (context, state) => read(context, String(state.agent_pool_id), String(state.environment_id)),

  /** Both ends are fixed, so nothing can change in place. */
  update: async (_context, _prior, planned) => planned,

  async delete(context, state) {
    const pool = String(state.agent_pool_id);
    await context.serially(pathTo(pool), async () => {
      const object = await context.client.find(pathTo(pool));
      const environments = object ? environmentsOf(object) : [];
      const rest = environments.filter((one) => one !== state.environment_id);
      if (rest.length < environments.length) await assign(context, pool, rest);
    });
  },

  async import(context, importId) {
    const [pool, environment, ...rest] = importId.split("/");
    if (!pool || !environment || rest.length > 0) {
      throw new UserError('Give "<agent pool id>/<environment id>", such as "apool-abc/env-def".');
    }
    return read(context, pool, environment);
  },
};
