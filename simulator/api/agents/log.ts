import { LOG_CHUNK_LIMIT, type LogResponse } from "../../../agent/protocol/protocol.js";
import { logKey } from "../../core/blob-keys.js";
import type { Task } from "../../core/entities.js";
import { conflict, tooLarge } from "../../core/errors.js";
import { BlobConflictError, BlobGapError } from "../../platform/store/index.js";
import type { ApiServices } from "../http/services.js";
import { callingTask } from "./callers.js";
import { queryNumber } from "./fields.js";
import { type Handler, sendJson } from "./route.js";

async function readChunk(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    // What is too much is read on and dropped, so that the refusal reaches the agent.
    if (size <= LOG_CHUNK_LIMIT) chunks.push(chunk);
  }
  if (size > LOG_CHUNK_LIMIT) throw tooLarge(LOG_CHUNK_LIMIT);
  return Buffer.concat(chunks);
}

/** `POST tasks/:id/log`: appends to the log at an offset. A repeat is harmless; a gap is rejected. */
export function appendLog(services: ApiServices): Handler {
  return async (req, res) => {
    const { id } = req.params;
    const attempt = queryNumber(req, "attempt");
    const offset = queryNumber(req, "offset");
    callingTask(services, req, id, attempt);
    const chunk = await readChunk(req);
    const task = callingTask(services, req, id, attempt);
    const size = await growLog(services, task, offset, chunk);
    sendJson(res, { size } satisfies LogResponse);
  };
}

/** Appends to the log of a task's phase at an offset, and returns its new size. @throws ApiError 409 for a gap */
export async function growLog(
  { store, settings, logs }: ApiServices,
  task: Task,
  offset: number,
  chunk: Buffer,
): Promise<number> {
  const run = store.get("runs", task.run)!;
  const phase = task.phase === "plan" ? run.plan : run.apply!;
  try {
    const size = await store.blobs.append(logKey(phase), offset, chunk, { limit: settings.limits.log });
    logs.grew(phase, size);
    return size;
  } catch (error) {
    if (error instanceof BlobGapError || error instanceof BlobConflictError)
      throw conflict(`The log of task '${task.id}' cannot continue at ${offset}: ${error.message}`);
    throw error;
  }
}
