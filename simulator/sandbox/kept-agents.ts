import type { AccessToken, Agent, AgentPool } from "../core/entities.js";
import type { Reader, Tx } from "../core/schema.js";
import type { Keep } from "./restart-clock.js";

/** A pool with what its agents need to continue: the tokens by which they join, and their sessions. */
interface KeptPool {
  readonly pool: AgentPool;
  readonly tokens: readonly AccessToken[];
  readonly agents: readonly { readonly agent: Agent; readonly session: AccessToken | undefined }[];
}

/** The pools of people, with their agents, as they are before everything is replaced. */
export function agentsToKeep(reader: Reader, accountId: string, keep: Keep): readonly KeptPool[] {
  return [...reader.find("agent-pools", "account", accountId)]
    .filter(({ isScalrManaged }) => !isScalrManaged)
    .map((pool) => ({
      pool: keep(pool),
      tokens: [...reader.find("access-tokens", "owner", pool.id)].map(keep),
      agents: [...reader.find("agents", "pool", pool.id)].map((agent) => {
        const session = reader.get("access-tokens", agent.sessionToken);
        return { agent: keep(agent), session: session && keep(session) };
      }),
    }));
}

/**
 * Gives the agents their place again in what there is now: in the pool of the same id, or else of the same name. Where
 * there is neither, `orElse` says whether the pool itself stays, or its agents are told to stop (R19).
 */
export function keepAgents(tx: Tx, kept: readonly KeptPool[], orElse: "keep" | "drop"): void {
  for (const { pool, tokens, agents } of kept) {
    const home =
      tx.get("agent-pools", pool.id) ?? namesake(tx, pool) ?? (orElse === "keep" ? bare(tx, pool) : null);
    if (home === null) continue;
    const renamed = new Map(tokens.map((token) => [token.id, keepToken(tx, token, home)]));
    for (const { agent, session } of agents) {
      if (session === undefined) continue;
      // A snapshot may have the same agent, as it was then.
      if (tx.get("agents", agent.id)) tx.delete("agents", agent.id);
      if (tx.get("access-tokens", session.id)) tx.delete("access-tokens", session.id);
      tx.insert<"agents">({ ...agent, pool: home.id });
      const issuedBy = session.issuedBy === null ? null : (renamed.get(session.issuedBy) ?? session.issuedBy);
      tx.insert<"access-tokens">({ ...session, issuedBy });
    }
  }
}

const namesake = (tx: Tx, { account, name, vcsEnabled }: AgentPool): AgentPool | undefined =>
  [...tx.find("agent-pools", "account", account)].find(
    (pool) => !pool.isScalrManaged && pool.name === name && pool.vcsEnabled === vcsEnabled,
  );

/** The environments that it was for are gone. */
const bare = (tx: Tx, pool: AgentPool): AgentPool =>
  tx.insert<"agent-pools">({ ...pool, environments: [], environment: null });

/** The id by which the token is there now: a world may give one of the same secret. */
function keepToken(tx: Tx, token: AccessToken, { id: owner }: AgentPool): string {
  const [same] = tx.find("access-tokens", "hash", token.hash);
  if (same !== undefined) return same.id;
  if (tx.get("access-tokens", token.id)) return token.id;
  return tx.insert<"access-tokens">({ ...token, owner }).id;
}
