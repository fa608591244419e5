import type { Workspace } from "../entities.js";
import { poolOf, type Resolution, type ResolutionReader, resolvePool } from "../rules/resolution.js";
import type { Reader } from "../schema.js";

/** Resolution's view of the store (R2, R3). */
const resolutionReader = (reader: Reader, accountId: string): ResolutionReader => ({
  pool: (id) => reader.get("agent-pools", id),
  environment: (id) => reader.get("environments", id),
  accountDefault: () => reader.get("accounts", accountId)?.defaultAgentPool ?? null,
  scalrRunners: () => reader.find("agent-pools", "managed", accountId)[0]!.id,
});

/** R2, R3: the id of the pool that executes the workspace's runs, or why there is none. What dispatch asks. */
export const poolOfWorkspace =
  (accountId: string) =>
  (reader: Reader, workspace: Workspace): { pool: string } | { error: string } =>
    poolOf(workspace, resolutionReader(reader, accountId));

/** R4: where the workspace's runs execute, with every candidate explained. */
export const explainResolution = (reader: Reader, accountId: string, workspace: Workspace): Resolution =>
  resolvePool(workspace, resolutionReader(reader, accountId));
