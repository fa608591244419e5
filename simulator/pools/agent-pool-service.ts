import { ownedTokens } from "../access/owned-tokens.js";
import { LINK_PERMISSIONS } from "../access/permission-rules.js";
import { requirePermission } from "../core/authorize.js";
import { sameName } from "../core/common.js";
import type { AgentPool, Workspace } from "../core/entities.js";
import { conflict, invalidAttribute } from "../core/errors.js";
import type { Input, Operation } from "../core/resource.js";
import { ACCOUNT } from "../core/scopes.js";
import { accountDefaultRefusal } from "./pool-rules.js";

const without = <E>(input: Input<E>, name: string): Input<E> => ({
  ...input,
  given: new Set([...input.given].filter((other) => other !== name)),
});

/**
 * Combines the three ways to set who may use a pool (R3): assigning environments restricts the pool to them, and sharing it
 * removes them. First-generation clients always send an empty list of workspaces, which therefore means "not given" unless
 * nothing else is given.
 */
export function preparePool(
  _op: Operation,
  sent: Input<AgentPool>,
  previous: AgentPool | null,
): Input<AgentPool> {
  if (previous?.isScalrManaged)
    throw conflict(`Agent pool '${previous.name}' is managed by Scalr and can't be changed.`);
  const workspaces = sent.extra.workspaces as readonly string[] | undefined;
  const ignoresWorkspaces = workspaces?.length === 0 && (previous === null || sent.given.size > 1);
  const input = ignoresWorkspaces ? without(sent, "workspaces") : sent;
  return { ...input, changes: { ...input.changes, ...accessOf(input, previous) } };
}

/** The environments of a pool, including the one that a first-generation client sets (E6). */
function accessOf(input: Input<AgentPool>, previous: AgentPool | null) {
  const { given, changes } = input;
  const named = given.has("environment") ? (changes.environment ?? null) : (previous?.environment ?? null);
  const access = sharingOf(input, given.has("environment") && named !== null ? [named] : undefined, previous);
  const isOnly = access.environments.length === 1 && access.environments[0] === named;
  return { ...access, environment: isOnly ? named : null };
}

function sharingOf(
  { given, changes, extra }: Input<AgentPool>,
  single: readonly string[] | undefined,
  previous: AgentPool | null,
): Pick<AgentPool, "isShared" | "environments"> {
  const environments = given.has("environments") ? changes.environments : single;
  const isShared = extra["is-shared"] as boolean | undefined;
  if (isShared === true) {
    if (environments?.length) {
      throw invalidAttribute(
        "is-shared",
        "A pool is shared with every environment or assigned to some, not both: leave 'environments' empty, or set " +
          "'is-shared' to false.",
      );
    }
    return { isShared: true, environments: [] };
  }
  if (environments?.length) return { isShared: false, environments };
  return {
    isShared: isShared ?? previous?.isShared ?? true,
    environments: environments ?? previous?.environments ?? [],
  };
}

/** Checks a pool after a request: a unique name, and an address for an enabled webhook. @throws ApiError 422 */
export function checkPool(op: Operation, next: AgentPool): void {
  const other = sameName("agent-pools", op, next);
  if (other)
    throw invalidAttribute("name", `An agent pool named '${next.name}' already exists (${other.id}).`);
  if (next.webhookEnabled && next.webhookUrl === null) {
    throw invalidAttribute("webhook-url", "A pool whose webhook is enabled needs a 'webhook-url'.");
  }
}

/** R2: `default` of a pool is a view of the account's default pool. */
export function setAccountDefault(op: Operation, pool: AgentPool, { extra }: Input<AgentPool>): void {
  const wanted = extra.default as boolean | undefined;
  const account = op.reader.get("accounts", pool.account)!;
  if (wanted === undefined || wanted === (account.defaultAgentPool === pool.id)) return;
  requirePermission(LINK_PERMISSIONS.account, ACCOUNT, op);
  const refusal = wanted ? accountDefaultRefusal(pool) : null;
  if (refusal !== null) throw invalidAttribute("default", refusal);
  op.tx.update("accounts", account.id, { defaultAgentPool: wanted ? pool.id : null });
}

/** Links exactly these workspaces to the pool, and unlinks all others. */
export function linkWorkspaces(op: Operation, pool: AgentPool, ids: readonly string[]): void {
  const set = (workspace: Workspace, agentPool: string | null) =>
    op.tx.update("workspaces", workspace.id, { agentPool, updatedAt: op.now, updatedBy: op.caller.user });
  for (const workspace of [...op.reader.find("workspaces", "pool", pool.id)]) {
    if (!ids.includes(workspace.id)) set(workspace, null);
  }
  for (const id of ids) {
    const workspace = op.reader.get("workspaces", id)!;
    if (workspace.agentPool !== pool.id) set(workspace, pool.id);
  }
}

/** `/agent-pools/{id}/access-tokens`: the tokens that agents join the pool with (R16). */
export const poolTokens = ownedTokens<AgentPool>(
  "pool",
  { list: "agent-pools:read", create: "agent-pools:update" },
  (pool) => {
    if (pool.isScalrManaged)
      throw conflict(`Agent pool '${pool.name}' is managed by Scalr and takes no agents.`);
  },
);
