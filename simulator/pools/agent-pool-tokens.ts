import { ownedTokens } from "../access/owned-tokens.js";
import type { AgentPool } from "../core/entities.js";
import { conflict } from "../core/errors.js";

/** `/agent-pools/{id}/access-tokens`: the tokens with which agents join the pool (R16). */
export const poolTokens = ownedTokens<AgentPool>(
  "pool",
  { list: "agent-pools:read", create: "agent-pools:update" },
  (pool) => {
    if (pool.isScalrManaged)
      throw conflict(`Agent pool '${pool.name}' is managed by Scalr and takes no agents.`);
  },
);
