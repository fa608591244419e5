import { readFile, stat } from "node:fs/promises";
import type { TaskResult } from "../executors/shared/executor.js";
import { persist } from "../protocol/backoff.js";
import type { ArtifactKind, Attached } from "../protocol/protocol.js";
import type { Job } from "../protocol/server.js";
import type { StateStream } from "./state-stream.js";

/** The plan's files in base64, with their bytes together; null where those are more than there is `room` for. The state is sent as it grows. */
export async function smallArtifacts(
  artifacts: TaskResult["artifacts"],
  room: number,
): Promise<{ readonly files: Attached["artifacts"]; readonly size: number } | null> {
  const files: Partial<Record<ArtifactKind, string>> = {};
  let size = 0;
  for (const { kind, path } of artifacts) {
    if (kind === "state") continue;
    size += (await stat(path)).size;
    if (size > room) return null;
    files[kind] = await readFile(path, "base64");
  }
  return { files, size };
}

/** Sends the files that a task left, all at once; each is repeated until the server has it. @throws HttpError */
export async function sendArtifacts(
  job: Job,
  artifacts: TaskResult["artifacts"],
  states: StateStream,
  signal: AbortSignal,
): Promise<void> {
  const files = artifacts.filter(({ kind }) => kind !== "state");
  for (const { kind, path } of artifacts) if (kind === "state") states.grown(path);
  await Promise.all([
    states.settled(),
    ...files.map(async ({ kind, path }) => {
      const file = await readFile(path);
      await persist(signal, () => job.artifact(kind, file));
    }),
  ]);
}
