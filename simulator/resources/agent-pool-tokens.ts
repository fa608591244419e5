import type { AgentPool } from "../entities.js";
import { conflict } from "./errors.js";
import type { Collection } from "./resource.js";

/** `/agent-pools/{id}/access-tokens`: the tokens with which agents join the pool (R16). */
export const poolTokens: Collection<AgentPool, "access-tokens"> = {
  type: "access-tokens",
  list: {
    permission: "agent-pools:read",
    find: (pool, { reader }) =>
      reader.find("access-tokens", "owner", pool.id).filter(({ kind }) => kind === "pool"),
  },
  create: {
    permission: "agent-pools:update",
    run(op, pool, input) {
      if (pool.isScalrManaged)
        throw conflict(`Agent pool '${pool.name}' is managed by Scalr and takes no agents.`);
      const { token, secret } = op.services.tokens.issue(op.tx, op.now, {
        kind: "pool",
        owner: pool.id,
        name: input.changes.name ?? null,
        description: input.changes.description ?? null,
        createdBy: op.caller.user,
        expiresAt: expiryOf(op.now, input.extra["expires-in"]),
      });
      op.reveal.token = secret;
      return token;
    },
  },
};

const expiryOf = (now: number, minutes: unknown) =>
  typeof minutes === "number" ? now + minutes * 60_000 : null;
