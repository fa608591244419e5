import { readFile } from "node:fs/promises";
import { persist } from "../backoff.js";
import type { TaskResult } from "../executors/executor.js";
import type { Job } from "../server.js";

/** Sends the files that a task left, all at once; each is repeated until the server has it. */
export async function sendArtifacts(
  job: Job,
  artifacts: TaskResult["artifacts"],
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    artifacts.map(async ({ kind, path }) => {
      const file = await readFile(path);
      await persist(signal, () => job.artifact(kind, file));
    }),
  );
}
