import type { Account, Workspace } from "../core/entities.js";
import type { Reader } from "../core/schema.js";
import { poolOf, type Resolution, type ResolutionReader, resolvePool } from "./resolution-rules.js";

/** Supplies the rules of resolution with the facts that they read, from the store or inside a transaction. */
class StoredPools implements ResolutionReader {
  constructor(
    private readonly reader: Reader,
    private readonly accountId: string,
  ) {}

  pool(id: string) {
    return this.reader.get("agent-pools", id);
  }

  environment(id: string) {
    return this.reader.get("environments", id);
  }

  accountDefault() {
    return (this.reader.get("accounts", this.accountId) as Account).defaultAgentPool;
  }

  scalrRunners() {
    return this.reader.find("agent-pools", "managed", this.accountId)[0]!.id;
  }
}

/** R2, R3: the pool that executes the workspace's runs, or why there is none. */
export const poolFor = (reader: Reader, accountId: string, workspace: Workspace) =>
  poolOf(workspace, new StoredPools(reader, accountId));

/** R4: the same, with every candidate explained. */
export const explainPool = (reader: Reader, accountId: string, workspace: Workspace): Resolution =>
  resolvePool(workspace, new StoredPools(reader, accountId));
