import type { Account, Workspace } from "../core/entities.js";
import type { Reader } from "../core/schema.js";
import { poolOf, type Resolution, type ResolutionReader, resolvePool } from "./resolution-rules.js";

/** Gives the rules of resolution what they read, from the store or inside a transaction. */
function resolutionReader(reader: Reader, accountId: string): ResolutionReader {
  const account = reader.get("accounts", accountId) as Account;
  return {
    pool: (id) => reader.get("agent-pools", id),
    environment: (id) => reader.get("environments", id),
    accountDefault: () => account.defaultAgentPool,
    scalrRunners: () => reader.find("agent-pools", "managed", accountId)[0]!.id,
  };
}

/** R2, R3: the pool that executes the workspace's runs, or why there is none. */
export const poolFor = (reader: Reader, accountId: string, workspace: Workspace) =>
  poolOf(workspace, resolutionReader(reader, accountId));

/** R4: the same, with every candidate explained. */
export const explainPool = (reader: Reader, accountId: string, workspace: Workspace): Resolution =>
  resolvePool(workspace, resolutionReader(reader, accountId));
