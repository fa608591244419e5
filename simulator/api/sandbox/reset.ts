import { badRequest, invalid } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import { basicEntities } from "../../sandbox/basics.js";
import type { SandboxContext } from "./context.js";
import { restoreNamed } from "./state.js";

/**
 * `POST /reset {"snapshot"?}`: back to nothing, or to a snapshot; injected faults go too.
 */
export async function reset(context: SandboxContext, { body }: { readonly body: unknown }) {
  if (body !== undefined && !isObject(body)) throw badRequest("The body must be a JSON object.", "");
  const snapshot = body?.snapshot ?? null;
  if (snapshot !== null && typeof snapshot !== "string")
    throw invalid("'snapshot' must be the name of a snapshot.", "/snapshot");
  if (snapshot !== null) await restoreNamed(context, { id: snapshot });
  else empty(context);
  context.faults.clear();
  return { status: "ok" };
}

/**
 * Everything goes but the account, its administrator with the tokens, the system's roles, and the Scalr
 * runners. One transaction; the account's settings go back to those of the start, time and the numbers of commits go on. Agents of the pools
 * that go are told to stop (R19); files go with what they belonged to.
 */
function empty({ services, runnerQuota }: SandboxContext): void {
  const { store, accountId } = services;
  store.transact((tx) => {
    const account = tx.get("accounts", accountId)!;
    const kept = basicEntities(tx, accountId);
    tx.clear();
    tx.insert<"accounts">({
      ...account,
      defaultAgentPool: null,
      owner: null,
      allowedIps: [],
      maxConcurrentRuns: runnerQuota,
    });
    for (const entity of kept) tx.insert(entity as never);
  });
}
