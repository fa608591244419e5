import type { Attached } from "../../../agent/protocol/protocol.js";
import { planFileKey, planJsonKey, stateKey } from "../../core/blob-keys.js";
import type { Task } from "../../core/entities.js";
import { invalid } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import type { ApiServices } from "../http/services.js";
import { countField } from "./fields.js";
import { growLog } from "./log.js";
import type { LastState } from "./states.js";

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function bytesOf(value: unknown, pointer: string): Buffer {
  if (typeof value !== "string" || !BASE64.test(value)) throw invalid("A file must be in base64.", pointer);
  return Buffer.from(value, "base64");
}

/** The decoded files of a task that a `finish` request carries. */
export interface Leftovers {
  readonly log: { readonly offset: number; readonly chunk: Buffer } | null;
  readonly plan: Buffer | null;
  readonly planJson: Buffer | null;
  readonly state: { readonly order: number; readonly file: Buffer } | null;
}

const NOTHING: Leftovers = { log: null, plan: null, planJson: null, state: null };

/** Decodes what `finish` carries (`Attached`). @throws ApiError 422 */
export function leftoversOf(attached: unknown): Leftovers {
  if (attached === undefined || attached === null) return NOTHING;
  if (!isObject(attached)) throw invalid("'attached' must be an object.", "/attached");
  const { log, artifacts, state } = attached as Readonly<Record<keyof Attached, unknown>>;
  if (!isObject(artifacts)) throw invalid("'artifacts' must be an object.", "/attached/artifacts");
  const other = Object.keys(artifacts).find((kind) => kind !== "plan" && kind !== "plan-json");
  if (other !== undefined) throw invalid(`A ${other} cannot be attached.`, `/attached/artifacts/${other}`);
  if (log !== undefined && !isObject(log)) throw invalid("'log' must be an object.", "/attached/log");
  if (state !== undefined && !isObject(state)) throw invalid("'state' must be an object.", "/attached/state");
  const file = (kind: string) =>
    artifacts[kind] === undefined ? null : bytesOf(artifacts[kind], `/attached/artifacts/${kind}`);
  return {
    log:
      log === undefined
        ? null
        : { offset: countField(log, "offset"), chunk: bytesOf(log.chunk, "/attached/log/chunk") },
    plan: file("plan"),
    planJson: file("plan-json"),
    state:
      state === undefined
        ? null
        : { order: countField(state, "order"), file: bytesOf(state.file, "/attached/state/file") },
  };
}

/**
 * Stores the files that `finish` carries, before the task is finished. A repeat is harmless. `state` is the result of
 * `lastState`: the caller deletes its file unless the task refers to it afterwards. @throws ApiError 422 for a file of the other
 * phase
 */
export async function keepLeftovers(
  services: ApiServices,
  task: Task,
  { log, plan, planJson }: Leftovers,
  state: LastState | null,
): Promise<void> {
  if (task.phase !== "plan" && (plan ?? planJson) !== null)
    throw invalid(`Task '${task.id}' executes the ${task.phase} of a run and cannot send a plan.`);
  const { blobs } = services.store;
  const run = services.store.get("runs", task.run)!;
  await Promise.all([
    log === null ? null : growLog(services, task, log.offset, log.chunk),
    plan === null ? null : blobs.put(planFileKey(run.plan), plan),
    planJson === null ? null : blobs.put(planJsonKey(run.plan), planJson),
    state === null ? null : blobs.put(stateKey(state.uploaded.id), state.file),
  ]);
}
