import { iso } from "../../core/common.js";
import { notFound } from "../../core/errors.js";
import type { Delivery } from "../../sandbox/contract/answers.js";
import type { SandboxContext } from "./context.js";

/** `GET /deliveries?pool=`: the webhook calls of serverless pools, newest first. @throws ApiError 404 */
export function listDeliveries(
  { services: { store } }: SandboxContext,
  { params }: { readonly params: URLSearchParams },
): { deliveries: readonly Delivery[] } {
  const pool = params.get("pool");
  if (pool !== null && store.get("agent-pools", pool) === undefined) throw notFound("AgentPool", pool);
  const all = pool === null ? [...store.all("deliveries")] : [...store.find("deliveries", "pool", pool)];
  const deliveries = all
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
    .map((delivery) => ({
      id: delivery.id,
      pool: { id: delivery.pool, name: store.get("agent-pools", delivery.pool)?.name ?? null },
      task: delivery.task,
      action: delivery.action,
      run: delivery.run,
      workspace: delivery.workspace,
      status: delivery.status,
      createdAt: iso(delivery.createdAt),
      attempts: delivery.attempts,
      lastAttemptAt: iso(delivery.lastAttemptAt),
      nextAttemptAt: iso(delivery.nextAttemptAt),
      deliveredAt: iso(delivery.deliveredAt),
      responseStatus: delivery.responseStatus,
      error: delivery.error,
    }));
  return { deliveries };
}
