import { iso } from "../../core/common.js";
import { badRequest, invalid } from "../../core/errors.js";
import type { Tx } from "../../core/schema.js";
import { isObject } from "../../core/values.js";
import { basicEntities } from "../../sandbox/basics.js";
import { agentsToKeep, keepAgents } from "../../sandbox/kept-agents.js";
import { asTimeGoesOn, type Keep, restartingClock } from "../../sandbox/restart-clock.js";
import { accountOf, SeedError, seed } from "../../sandbox/world/index.js";
import { remember } from "../../sandbox/world/start.js";
import type { SandboxContext } from "./context.js";
import { restoreSnapshot } from "./state.js";

/** The options of a reset. */
interface ResetOrder {
  readonly snapshot: string | null;
  readonly world: { readonly file: string; readonly text: string } | null;
  readonly keepsAgents: boolean;
  readonly restartsClock: boolean;
}

/**
 * `POST /reset {"snapshot"?, "world"?: {"file", "text"}, "keep-agents"?, "restart-clock"?}`: resets to an empty sandbox, a
 * snapshot or a world. Injected faults are removed too. The response has the time after the reset.
 */
export async function reset(context: SandboxContext, { body }: { readonly body: unknown }) {
  const order = orderOf(body);
  if (order.snapshot !== null) await restoreSnapshot(context, order.snapshot, order);
  else if (order.world !== null) await makeAnew(context, order.world, order);
  else {
    const { store, accountId } = context.services;
    await replacing(context, order, (keep) =>
      store.transact((tx) => {
        const kept = order.keepsAgents ? agentsToKeep(tx, accountId, keep) : [];
        empty(context, tx, keep);
        keepAgents(tx, kept, "keep");
      }),
    );
  }
  context.faults.clear();
  return { status: "ok", now: iso(context.services.clock.now()) };
}

const replacing = (
  { services: { clock } }: SandboxContext,
  { restartsClock }: ResetOrder,
  replace: (keep: Keep) => void,
): Promise<void> => (restartsClock ? restartingClock : asTimeGoesOn)(clock, replace);

function orderOf(body: unknown): ResetOrder {
  if (body !== undefined && !isObject(body)) throw badRequest("The body must be a JSON object.", "");
  const {
    snapshot = null,
    world = null,
    "keep-agents": keepsAgents = false,
    "restart-clock": restartsClock = false,
  } = body ?? {};
  if (snapshot !== null && typeof snapshot !== "string")
    throw invalid("'snapshot' must be the name of a snapshot.", "/snapshot");
  const isWorld = isObject(world) && typeof world.file === "string" && typeof world.text === "string";
  if (world !== null && !isWorld)
    throw invalid(`'world' must be a world file, like {"file": "world.yaml", "text": "..."}.`, "/world");
  if (snapshot !== null && world !== null) throw invalid("Give a snapshot or a world, not both.", "/world");
  if (typeof keepsAgents !== "boolean") throw invalid("'keep-agents' must be true or false.", "/keep-agents");
  if (typeof restartsClock !== "boolean")
    throw invalid("'restart-clock' must be true or false.", "/restart-clock");
  return { snapshot, world: world as ResetOrder["world"], keepsAgents, restartsClock };
}

/**
 * Replaces everything with the given world, in one transaction: a world with an error changes nothing. Afterwards it is the
 * snapshot `seed`.  @throws ApiError 422 with every fault and its line
 */
async function makeAnew(
  context: SandboxContext,
  { file, text }: { readonly file: string; readonly text: string },
  order: ResetOrder,
): Promise<void> {
  const { services, registry } = context;
  const { store, accountId } = services;
  // The reader of YAML is large, and most simulators never read a world.
  const { parseWorld } = await import("../../sandbox/world/read.js");
  try {
    const world = parseWorld(file, text);
    const named = accountOf(world);
    if (named !== undefined && named !== accountId)
      throw invalid(
        `${file} describes account '${named}', and this sandbox is account '${accountId}'. Leave the account's id out, ` +
          "or start another sandbox with `up --seed`.",
        "/world",
      );
    await replacing(context, order, (keep) => {
      const kept = order.keepsAgents ? agentsToKeep(store, accountId, keep) : [];
      seed(services, registry, world, {
        before: (tx) => empty(context, tx, keep),
        after: (tx) => keepAgents(tx, kept, "drop"),
      });
    });
    await remember(services, world);
  } catch (error) {
    if (error instanceof SeedError) throw invalid(error.message, "/world");
    throw error;
  }
}

/**
 * Deletes everything but the account, its administrator with the tokens, the system roles and the Scalr runners. The account's
 * settings are those of the start again; commit numbers continue. Agents of deleted pools are told to stop (R19). Files are
 * deleted with their objects.
 */
function empty({ services, runnerQuota }: SandboxContext, tx: Tx, keep: Keep): void {
  const account = keep(tx.get("accounts", services.accountId)!);
  const kept = basicEntities(tx, services.accountId).map(keep);
  tx.clear();
  tx.insert<"accounts">({
    ...account,
    defaultAgentPool: null,
    owner: null,
    allowedIps: [],
    maxConcurrentRuns: runnerQuota,
  });
  for (const entity of kept) tx.insert(entity as never);
}
