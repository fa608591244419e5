import type { LateStateResponse } from "../../../agent/protocol/protocol.js";
import { stateKey } from "../../core/blob-keys.js";
import type { Task, UploadedState } from "../../core/entities.js";
import { conflict, invalid, payloadTooLarge } from "../../core/errors.js";
import { newId } from "../../core/ids.js";
import type { Tx } from "../../core/schema.js";
import { lateState } from "../../runs/run-life.js";
import { describeState, StateFormatError } from "../../workspaces/state-summary.js";
import type { ApiServices } from "../http/services.js";
import { startedTask } from "./callers.js";
import { queryNumber } from "./fields.js";
import { type Handler, limitedBody, sendJson } from "./route.js";

async function readState(task: string, body: AsyncIterable<Buffer>) {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const file = Buffer.concat(chunks);
  return { file, described: describe(task, file) };
}

/** @throws ApiError 422 for a file that is not a state */
function describe(task: string, file: Buffer): Omit<UploadedState, "id"> {
  try {
    return describeState(file);
  } catch (error) {
    if (!(error instanceof StateFormatError)) throw error;
    throw invalid(`The state of task '${task}' was rejected: ${error.message}`);
  }
}

/** The last state of a task, which comes with its result. */
export interface LastState {
  readonly file: Buffer;
  readonly uploaded: UploadedState;
}

/** Checks a state that is sent with the result of its task. @throws ApiError 413, 422 */
export function lastState({ settings }: ApiServices, task: Task, file: Buffer, order: number): LastState {
  const { state: limit } = settings.limits;
  if (task.phase !== "apply")
    throw invalid(`Task '${task.id}' executes the ${task.phase} of a run and cannot send a state.`);
  if (file.length > limit)
    throw payloadTooLarge(`The state of task '${task.id}' has ${file.length} bytes; the limit is ${limit}.`);
  return { file, uploaded: { ...describe(task.id, file), id: newId("sv"), order } };
}

/** Returns the task with a state that it sent, unless it already has a newer one. */
export function withLastState(tx: Tx, task: Task, uploadedState: UploadedState): Task {
  if (isOutdated(task, uploadedState.order)) return task;
  return tx.update("tasks", task.id, { uploadedState });
}

const isOutdated = ({ uploadedState }: Task, order = 0): boolean => (uploadedState?.order ?? 0) > order;

/** Writes a state's file, then calls `take` with it. The file is deleted if `take` throws or does not use it. */
async function withFile({ store }: ApiServices, file: Buffer, take: (id: string) => boolean): Promise<void> {
  const id = newId("sv");
  await store.blobs.put(stateKey(id), file);
  let taken = false;
  try {
    taken = take(id);
  } finally {
    if (!taken) await store.blobs.delete(stateKey(id));
  }
  await store.flushed();
}

/**
 * `PUT tasks/:id/artifacts/state`: a state becomes a state version when its task ends; until then the task refers to it. A state
 * that arrives after a newer one changes nothing.
 */
export async function putState(
  services: ApiServices,
  task: string,
  body: AsyncIterable<Buffer>,
  order: number,
  current: () => Task,
): Promise<void> {
  const { store } = services;
  const { file, described } = await readState(task, body);
  await withFile(services, file, (id) => {
    if (isOutdated(current(), order)) return false;
    store.transact((tx) => tx.update("tasks", task, { uploadedState: { ...described, id, order } }));
    return true;
  });
}

/**
 * `PUT tasks/:id/late-state`: the state of an apply that has ended, because its agent was lost (R17) or for another reason, from
 * an agent that could not deliver it earlier. It never replaces a state that is newer.
 */
export function putLateState(services: ApiServices): Handler {
  const { store, clock, settings } = services;
  return async (req, res) => {
    const { id } = req.params;
    const attempt = queryNumber(req, "attempt");
    const current = () => {
      const task = startedTask(services, req, id, attempt);
      if (task.phase !== "apply") throw invalid(`Task '${id}' executes a ${task.phase}, which has no state.`);
      if (task.status === "running")
        throw conflict(`Task '${id}' is still running. Try again when its agent is offline.`);
      return task;
    };
    current();
    const body = limitedBody(req, settings.limits.state, `The state of task '${id}'`);
    const { file, described } = await readState(id, body);
    let answer: LateStateResponse = { version: null, current: false };
    await withFile(services, file, (version) => {
      const task = current();
      const kept = store.transact((tx) => lateState(tx, task, { ...described, id: version }, clock.now()));
      if (kept !== null) answer = { version: kept.version, current: kept.superseded === null };
      return kept !== null;
    });
    sendJson(res, answer);
  };
}
