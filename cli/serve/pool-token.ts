import { didYouMean } from "../../simulator/core/suggest.js";
import { clientOf, connection } from "../client/connection.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

/** A token that was created for the agents of one command. */
export interface PoolToken {
  readonly secret: string;
  /** Deletes the token. The sandbox may be gone by then. */
  remove(): Promise<void>;
}

/**
 * Creates a token of a pool in the sandbox that other commands use too.
 * @param wanted id or name of the pool
 * @throws CliError if there is no such pool, or no sandbox
 */
export async function makePoolToken(wanted: string, context: Context): Promise<PoolToken> {
  // Ctrl-C, which ends the agents, does not keep their token from being deleted.
  const client = clientOf(connection(context, undefined), {});
  const pools = await client.list("agent-pools");
  const nameOf = (pool: (typeof pools)[number]) => String(pool.attributes.name);
  const pool = pools.find((one) => one.id === wanted) ?? pools.find((one) => nameOf(one) === wanted);
  if (pool === undefined)
    throw new CliError(
      "failure",
      `There is no agent pool "${wanted}".${didYouMean(wanted, pools.map(nameOf))} Give its id (apool-...) or name.`,
    );
  const path = `agent-pools/${pool.id}/access-tokens`;
  const { data } = await client.create(path, {
    type: "access-tokens",
    attributes: { description: "scalr-sandbox agent --pool" },
  });
  return {
    secret: String(data.attributes.token),
    async remove() {
      await client.delete(`access-tokens/${data.id}`).catch(() => false);
    },
  };
}
