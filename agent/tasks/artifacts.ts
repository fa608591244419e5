import { readFile } from "node:fs/promises";
import type { TaskResult } from "../executors/shared/executor.js";
import { persist } from "../protocol/backoff.js";
import type { Job } from "../protocol/server.js";
import type { StateStream } from "./state-stream.js";

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
