import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { persist } from "../protocol/backoff.js";
import type { InputKind } from "../protocol/protocol.js";
import type { Job } from "../protocol/server.js";
import type { Scratch } from "./scratch.js";
import { unpack } from "./unpack.js";

/** Fetches what a task works on. @throws HttpError when the task is no longer this agent's, Error when it is unfit */
export async function fetchInputs(
  job: Job,
  kinds: readonly InputKind[],
  scratch: Scratch,
  signal: AbortSignal,
): Promise<void> {
  const fetchers: Record<InputKind, () => Promise<void>> = {
    configuration: async () => {
      const archive = await job.input("configuration");
      await unpack(archive, scratch.configurationDir, signal);
    },
    state: async () =>
      pipeline(await job.input("state"), createWriteStream(scratch.statePath, { mode: 0o600 }), { signal }),
    plan: async () =>
      pipeline(await job.input("plan"), createWriteStream(scratch.planPath, { mode: 0o600 }), { signal }),
  };
  await Promise.all(kinds.map((kind) => persist(signal, fetchers[kind])));
}
