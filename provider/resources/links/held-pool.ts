/**
 * A link from an object of another stack to its one pool: the object holds the pool in a to-one relationship, and the link
 * resource owns that relationship alone. It never takes the place of a link that somebody else made.
 */

import { type Plain, STRING } from "../../../engine/values/index.js";
import type { One } from "../../client/index.js";
import { toOneId } from "../../client/index.js";
import {
  type Context,
  type Finding,
  type ManagedResource,
  type PlainObject,
  type PlanFacts,
  toOne,
  UserError,
} from "../framework/index.js";
import { id } from "../shared/common-attributes.js";
import { changedPool } from "../shared/pool-rules.js";

export interface PoolHolder {
  /** The link's type, such as `scalr_workspace_agent_pool`. */
  readonly type: string;
  /** The name of the link in messages. */
  readonly noun: string;
  readonly description: string;
  /** Attribute that names the holder, such as `workspace_id`. */
  readonly attribute: string;
  /** The name of the holder in messages, such as `workspace`. */
  readonly holder: string;
  /** JSON:API type of the holder, which is also its path. */
  readonly apiType: string;
  readonly relationship: string;
  readonly poolDescription: string;
  /** The attribute of the holder's own resource for the same fact. */
  readonly sameAs: { readonly type: string; readonly attribute: string };
  /** Rules that the link may break (R3, R5, R6). `pool` is null where it stays, `holderId` may not be known yet. */
  check(facts: PlanFacts, pool: string | null, holderId: Plain | undefined): Promise<readonly Finding[]>;
}

/** A resource that links a pool to an object of another stack. */
export function heldPool(table: PoolHolder): ManagedResource {
  const { type, noun, description, attribute, holder, apiType, relationship } = table;
  const pathTo = (holderId: unknown) => `${apiType}/${encodeURIComponent(String(holderId))}`;
  const poolOf = (object: One) => toOneId(object.data, relationship);
  const stateOf = (holderId: string, pool: string): PlainObject => ({
    id: holderId,
    [attribute]: holderId,
    agent_pool_id: pool,
  });

  async function set(context: Context, holderId: string, pool: string | null): Promise<void> {
    const data = pool === null ? null : { type: "agent-pools", id: pool };
    const relationships = { [relationship]: { data } };
    await context.client.update(pathTo(holderId), { type: apiType, id: holderId, relationships });
  }

  /** Links the pool, unless a pool other than `mine` is linked, which belongs to somebody else. */
  async function link(context: Context, planned: PlainObject, mine: string | null): Promise<PlainObject> {
    const holderId = String(planned[attribute]);
    const wanted = String(planned.agent_pool_id);
    const taken = (object: One) => {
      const current = poolOf(object);
      return current !== null && current !== mine && current !== wanted ? current : null;
    };
    const attempt = () =>
      context.serially(pathTo(holderId), async () => {
        const object = await context.client.get(pathTo(holderId));
        if (taken(object) === null && poolOf(object) !== wanted) await set(context, holderId, wanted);
        return object;
      });
    let object = await attempt();
    // Another link may be about to release the holder in the same apply.
    if (taken(object) !== null && (await context.othersSettled())) object = await attempt();
    const other = taken(object);
    if (other === null) return stateOf(holderId, wanted);
    throw new UserError(
      `The ${holder} ${JSON.stringify(object.data.attributes.name ?? holderId)} (${holderId}) is linked to agent pool ${other} ` +
        `already. Remove that link where it is declared, or take it over by importing ${JSON.stringify(holderId)} as a ${type}.`,
    );
  }

  async function read(context: Context, holderId: string): Promise<PlainObject | null> {
    const object = await context.client.find(pathTo(holderId));
    const pool = object && poolOf(object);
    return pool ? stateOf(holderId, pool) : null;
  }

  return {
    type,
    noun,
    link: {
      holder: table.sameAs.type,
      by: attribute,
      attribute: table.sameAs.attribute,
      value: "agent_pool_id",
    },
    check: (facts, planned, prior) =>
      table.check(facts, changedPool("agent_pool_id", planned, prior), planned[attribute]),
    block: {
      description,
      attributes: {
        id,
        [attribute]: { type: STRING, required: true, replace: true, description: `Id of the ${holder}.` },
        agent_pool_id: {
          type: STRING,
          required: true,
          description: table.poolDescription,
          api: toOne(relationship, "agent-pools"),
        },
      },
    },
    create: (context, planned) => link(context, planned, null),
    read: (context, state) => read(context, String(state.id)),
    update: (context, prior, planned) => link(context, planned, String(prior.agent_pool_id)),
    /** Does not touch a link that is no longer this one. */
    async delete(context, state) {
      const holderId = String(state.id);
      await context.serially(pathTo(holderId), async () => {
        const object = await context.client.find(pathTo(holderId));
        if (object && poolOf(object) === state.agent_pool_id) await set(context, holderId, null);
      });
    },
    import: (context, importId) => read(context, importId),
  };
}
