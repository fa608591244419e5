import { planJsonKey } from "../../core/blob-keys.js";
import type { DriftedResources, Run } from "../../core/entities.js";
import type { Store, Tx } from "../../core/schema.js";
import { isObject } from "../../core/values.js";

/** Largest plan that is read for drift, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ADDRESSES = 20;
const LONGEST_ADDRESS = 500;

/**
 * The resources that the plan of a drift run reports as changed outside: `resource_drift` of a refresh-only plan,
 * `resource_changes` of any other. Null for a run that does not check for drift, and if the plan cannot be read.
 */
export async function driftIn(store: Store, run: Run): Promise<DriftedResources | null> {
  if (run.driftSchedule === undefined) return null;
  const key = planJsonKey(run.plan);
  const size = await store.blobs.size(key);
  if (size === null || size > MOST_BYTES) return null;
  let plan: unknown;
  try {
    plan = JSON.parse((await store.blobs.read(key)).toString());
  } catch {
    return null;
  }
  const list = isObject(plan) ? plan[run.refreshOnly ? "resource_drift" : "resource_changes"] : undefined;
  const addresses = (Array.isArray(list) ? list : []).filter(isChanged).map(({ address }) => address);
  return {
    count: addresses.length,
    addresses: addresses.slice(0, MOST_ADDRESSES).map((address) => address.slice(0, LONGEST_ADDRESS)),
  };
}

function isChanged(entry: unknown): entry is { readonly address: string } {
  if (!isObject(entry) || typeof entry.address !== "string" || entry.mode !== "managed") return false;
  const actions = isObject(entry.change) ? entry.change.actions : undefined;
  return Array.isArray(actions) && actions.some((action) => action !== "no-op" && action !== "read");
}

/** Stores in the report of a workspace what its run found. */
export function noteDrift(tx: Tx, run: Run, drifted: DriftedResources | null): void {
  const [report] = tx.find("drift-reports", "workspace", run.workspace);
  if (drifted !== null && report?.run === run.id) tx.update("drift-reports", report.id, { drifted });
}
