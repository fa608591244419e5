import { listOf, mapOf, objectOf, STRING, setOf } from "../../../engine/values/index.js";
import { type Json, ScalrApiError, type ScalrClient } from "../../client/index.js";
import { type DataSource, isEveryone, type PlainObject, UserError } from "../framework/index.js";
import { observed } from "../shared/common-attributes.js";

interface Place {
  readonly pool: { readonly name: string } | null;
  readonly reason: string;
}

interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly environment: { readonly name: string };
}

interface Effect {
  readonly moves: readonly { readonly workspace: Workspace; readonly from: Place; readonly to: Place }[];
  readonly deleted: readonly Workspace[];
  readonly refused: readonly { readonly change: number; readonly message: string }[];
}

/** A change, in the form of the configuration and of the API. */
interface Asked {
  readonly text: string;
  readonly operation: Json;
}

const MOVE = objectOf({ workspace_id: STRING, workspace: STRING, from: STRING, to: STRING, reason: STRING });
const REFUSAL = objectOf({ change: STRING, message: STRING });
const optional = (type: typeof STRING | ReturnType<typeof mapOf>, description: string) => ({
  type,
  optional: true,
  description,
});

/** `scalr_what_if`: which workspaces' runs would move if links and access changed (R2, R3). It changes nothing. */
export const whatIfData: DataSource = {
  type: "scalr_what_if",
  noun: "effect of changes",
  block: {
    description:
      "Which workspaces' runs would move to another pool if links or access changed (R2, R3), for the assertion of a check block. It " +
      "changes nothing. Only a sandbox answers it.",
    attributes: {
      id: observed(STRING, "Always what-if."),
      account_default: optional(STRING, 'Id of the pool that would be the account\'s default; "" for none.'),
      environment_defaults: optional(
        mapOf(STRING),
        'Ids of pools that would be defaults, by the ids of their environments; "" for none.',
      ),
      workspace_pools: optional(
        mapOf(STRING),
        'Ids of pools that would be linked, by the ids of their workspaces; "" for none.',
      ),
      pool_environments: optional(
        mapOf(setOf(STRING)),
        'Ids of the environments that alone could use a pool, by its id; ["*"] for all.',
      ),
      deleted_pools: optional(setOf(STRING), "Ids of pools that would be deleted."),
      deleted_environments: optional(
        setOf(STRING),
        "Ids of environments that would be deleted, with their workspaces.",
      ),
      moves: observed(
        listOf(MOVE),
        "Workspaces (environment/name) whose runs would execute elsewhere: names of the pools, and why. `to` is null if they would have no pool.",
      ),
      deleted: observed(listOf(STRING), "Workspaces (environment/name) that would be deleted."),
      refused: observed(listOf(REFUSAL), "Changes that the API would reject; `moves` leaves them out."),
    },
  },
  async read({ client }, config) {
    const changes = await changesOf(config, client);
    const effect: Effect =
      changes.length === 0 ? { moves: [], deleted: [], refused: [] } : await ask(client, changes);
    const label = ({ environment, name }: Workspace) => `${environment.name}/${name}`;
    return {
      ...config,
      id: "what-if",
      moves: effect.moves.map(({ workspace, from, to }) => ({
        workspace_id: workspace.id,
        workspace: label(workspace),
        from: from.pool?.name ?? null,
        to: to.pool?.name ?? null,
        reason: to.reason,
      })),
      deleted: effect.deleted.map(label),
      refused: effect.refused.map(({ change, message }) => ({ change: changes[change]!.text, message })),
    };
  },
};

async function ask(client: ScalrClient, changes: readonly Asked[]): Promise<Effect> {
  try {
    const body = { changes: changes.map(({ operation }) => operation) };
    return await client.json<Effect>("POST", "/api/sandbox/v1/what-if", body);
  } catch (failed) {
    if (!(failed instanceof ScalrApiError) || failed.status !== 404) throw failed;
    throw new UserError(
      `${client.baseUrl} is not a sandbox. Only a sandbox can say what changes would do. For scalr.io, use ` +
        "`scalr-sandbox what-if --hostname`, or guard a plan with `scalr-sandbox plan --fail-if-moves`.",
    );
  }
}

/** In the order in which they can be made: access, defaults, links, deletions. */
async function changesOf(config: PlainObject, client: ScalrClient): Promise<readonly Asked[]> {
  const changes: Asked[] = [];
  const update = (text: string, type: string, id: string, rest: { readonly [name: string]: Json }) =>
    changes.push({ text, operation: { op: "update", data: { type, id, ...rest } } });
  const entries = (name: string) => Object.entries((config[name] ?? {}) as PlainObject);
  const ids = (name: string) => (config[name] ?? []) as readonly string[];
  for (const [pool, environments] of entries("pool_environments")) {
    const all = isEveryone(environments ?? null);
    const data = all ? [] : ((environments ?? []) as string[]).map((id) => ({ type: "environments", id }));
    const rest = { attributes: { "is-shared": all }, relationships: { environments: { data } } };
    update(`pool_environments["${pool}"]`, "agent-pools", pool, rest);
  }
  if (config.account_default !== null && config.account_default !== undefined) {
    const wanted = String(config.account_default);
    const pool = wanted || (await defaultOf(client));
    if (pool !== null)
      update("account_default", "agent-pools", pool, { attributes: { default: wanted !== "" } });
  }
  for (const [environment, pool] of entries("environment_defaults"))
    update(`environment_defaults["${environment}"]`, "environments", environment, {
      relationships: { "default-workspace-agent-pool": linkTo(pool) },
    });
  for (const [workspace, pool] of entries("workspace_pools"))
    update(`workspace_pools["${workspace}"]`, "workspaces", workspace, {
      relationships: { "agent-pool": linkTo(pool) },
    });
  const remove = (text: string, type: string, id: string) =>
    changes.push({ text: `${text}: ${id}`, operation: { op: "remove", ref: { type, id } } });
  for (const id of ids("deleted_environments")) remove("deleted_environments", "environments", id);
  for (const id of ids("deleted_pools")) remove("deleted_pools", "agent-pools", id);
  return changes;
}

const linkTo = (pool: unknown): Json => ({
  data: pool === null || pool === "" ? null : { type: "agent-pools", id: String(pool) },
});

async function defaultOf(client: ScalrClient): Promise<string | null> {
  const pools = await client.list("agent-pools");
  return pools.find(({ attributes }) => attributes.default === true)?.id ?? null;
}
