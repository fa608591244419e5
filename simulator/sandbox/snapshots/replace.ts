import { ADMIN_TOKEN_NAME } from "../../access/admin-token.js";
import { ensureSystemRoles } from "../../access/first-start.js";
import { ensureIdentityProvider } from "../../access/identity-providers.js";
import { loseTasks, removeAgent } from "../../agents/agent-life.js";
import type { AccessToken, AgentPool, Entities, EntityType } from "../../core/entities.js";
import type { Tx } from "../../core/schema.js";
import type { Services } from "../../core/services.js";
import { returnVcsTask } from "../../vcs/task-life.js";
import { agentsToKeep, keepAgents } from "../kept-agents.js";
import type { Keep } from "../restart-clock.js";

type AnyEntity = Entities[EntityType];

const WHY = "the sandbox's state was replaced";

/** The objects that belong to this process and not to a state: its runners with their tokens, its admin token, its clock. */
function ownThings(tx: Tx, accountId: string, keep: Keep) {
  const [pool] = tx.find("agent-pools", "managed", accountId);
  const agents = pool ? [...tx.find("agents", "pool", pool.id)] : [];
  const [admin] = tx.all("users");
  const tokensOf = ({ id }: { readonly id: string }) => [...tx.find("access-tokens", "owner", id)];
  return {
    pool,
    runners: [...agents, ...[...(pool ? [pool] : []), ...agents].flatMap(tokensOf)].map<AnyEntity>(keep),
    adminTokens: admin
      ? tokensOf(admin)
          .filter(({ name }) => name === ADMIN_TOKEN_NAME)
          .map(keep)
      : [],
    sandbox: [...tx.all("sandbox")],
  };
}

/** The runners' pool has the same id for the life of the process. References to another id are changed to it. */
function renamed<T>(value: T, from: string, to: string): T {
  if (typeof value === "string") return (value === from ? to : value) as T;
  if (Array.isArray(value)) return value.map((each) => renamed(each, from, to)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each, from, to)])) as T;
}

const isManaged = (entity: AnyEntity): entity is AgentPool =>
  entity.type === "agent-pools" && entity.isScalrManaged;

export interface ReplaceOptions {
  /** Agents that work now continue in those of their pools that are there afterwards. */
  readonly keepsAgents?: boolean;
  /** The clock goes to the machine's time, or to that of the state where it is later. */
  readonly restartsClock?: boolean;
}

/**
 * Replaces all entities, in one transaction. Nothing of an imported state executes: started tasks end errored with the reason,
 * and tasks that were only assigned are queued again (R17). The tokens that this process uses stay valid.
 */
export function replaceAll(
  { store, clock, accountId }: Pick<Services, "store" | "clock" | "accountId">,
  entities: readonly AnyEntity[],
  keepsAgents: boolean,
  keep: Keep,
): void {
  store.transact((tx) => {
    const own = ownThings(tx, accountId, keep);
    const kept = keepsAgents ? agentsToKeep(tx, accountId, keep) : [];
    const managed = entities.find(isManaged);
    const isRenamed = managed !== undefined && own.pool !== undefined && managed.id !== own.pool.id;
    tx.clear();
    for (const entity of entities) {
      if (entity.type === "sandbox") continue;
      tx.insert((isRenamed ? renamed(entity, managed.id, own.pool!.id) : entity) as never);
    }
    if (managed === undefined && own.pool) tx.insert<"agent-pools">(own.pool);
    ensureSystemRoles(tx);
    ensureIdentityProvider(tx, accountId);
    endWork(tx, own.pool, clock.now());
    keepOwn(tx, own);
    keepAgents(tx, kept, "drop");
  });
}

function endWork(tx: Tx, pool: AgentPool | undefined, now: number): void {
  for (const agent of [...tx.all("agents")]) {
    if (agent.pool === pool?.id) removeAgent(tx, agent, WHY, now);
    else loseTasks(tx, agent, WHY, now);
  }
  for (const task of [...tx.all("vcs-tasks")])
    if (task.status === "running") returnVcsTask(tx, task, WHY, now);
  if (pool)
    for (const token of [...tx.find("access-tokens", "owner", pool.id)]) tx.delete("access-tokens", token.id);
}

function keepOwn(tx: Tx, { runners, adminTokens, sandbox }: ReturnType<typeof ownThings>): void {
  const [admin] = tx.all("users");
  for (const token of [...tx.find("access-tokens", "owner", admin!.id)])
    if (token.name === ADMIN_TOKEN_NAME) tx.delete("access-tokens", token.id);
  const kept = adminTokens.map(
    (token): AccessToken => ({ ...token, owner: admin!.id, createdBy: admin!.id }),
  );
  for (const entity of [...runners, ...kept, ...sandbox]) {
    // A token of that text or id that came along is the same one.
    if (tx.get(entity.type, entity.id)) tx.delete(entity.type, entity.id);
    tx.insert(entity as never);
  }
}
