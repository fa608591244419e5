import type { RequestHandler } from "express";
import type { ArtifactKind } from "../../../agent/protocol.js";
import type { Task } from "../../entities.js";
import { newId } from "../../ids.js";
import { planFileKey, planJsonKey, stateKey } from "../../resources/blob-keys.js";
import { invalid, notFound } from "../../resources/errors.js";
import { describeState, StateFormatError } from "../../resources/state-summary.js";
import type { Services } from "../../services.js";
import { limitedBody } from "./body.js";
import { callingTask } from "./callers.js";
import { queryNumber } from "./fields.js";

/** Bytes of one artifact. */
export const ARTIFACT_LIMIT = 128 * 1024 * 1024;

/** Which phase may send what. */
const PHASE_OF: Readonly<Record<ArtifactKind, Task["phase"]>> = {
  plan: "plan",
  "plan-json": "plan",
  state: "apply",
};

/** `PUT tasks/:id/artifacts/:kind`: keeps a file that the task made. A repeat replaces it. */
export function putArtifact(services: Services): RequestHandler<{ id: string; kind: string }> {
  const { store } = services;
  return async (req, res) => {
    const { id, kind } = req.params;
    const attempt = queryNumber(req, "attempt");
    const task = callingTask(services, req, id, attempt);
    if (!Object.hasOwn(PHASE_OF, kind)) throw notFound(`Artifact '${kind}' of task`, id);
    if (PHASE_OF[kind as ArtifactKind] !== task.phase)
      throw invalid(`Task '${id}' executes the ${task.phase} of a run and cannot send a ${kind}.`);
    const body = limitedBody(req, ARTIFACT_LIMIT);
    const { plan } = store.get("runs", task.run)!;
    if (kind === "state") await putState(services, task, body, () => callingTask(services, req, id, attempt));
    else await store.blobs.put(kind === "plan" ? planFileKey(plan) : planJsonKey(plan), body);
    res.status(204).end();
  };
}

/** A state becomes a state version when its task ends; until then the task remembers it. */
async function putState(
  { store }: Services,
  task: Task,
  body: AsyncIterable<Buffer>,
  current: () => Task,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const file = Buffer.concat(chunks);
  let described: ReturnType<typeof describeState>;
  try {
    described = describeState(file);
  } catch (error) {
    if (!(error instanceof StateFormatError)) throw error;
    throw invalid(`The state of task '${task.id}' is refused: ${error.message}`);
  }
  const id = newId("sv");
  await store.blobs.put(stateKey(id), file);
  try {
    current();
  } catch (error) {
    await store.blobs.delete(stateKey(id));
    throw error;
  }
  store.transact((tx) => tx.update("tasks", task.id, { uploadedState: { ...described, id } }));
  await store.flushed();
}
