import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { persist } from "../protocol/backoff.js";
import type { InputKind, StartResponse } from "../protocol/protocol.js";
import type { Job } from "../protocol/server.js";
import type { Scratch } from "./scratch.js";
import { unpack } from "./unpack.js";

/** Fetches what a task works on. @throws HttpError when the task is no longer this agent's, Error when it is unfit */
export async function fetchInputs(
  job: Job,
  { inputs, inline = {} }: Pick<StartResponse, "inputs" | "inline">,
  scratch: Scratch,
  signal: AbortSignal,
): Promise<void> {
  const open = async (kind: InputKind): Promise<Readable> => {
    const small = inline[kind];
    return small === undefined ? job.input(kind) : Readable.from([Buffer.from(small, "base64")]);
  };
  const fetchers: Record<InputKind, () => Promise<void>> = {
    configuration: async () => {
      await unpack(await open("configuration"), scratch.configurationDir, signal);
    },
    state: async () =>
      pipeline(await open("state"), createWriteStream(scratch.statePath, { mode: 0o600 }), { signal }),
    plan: async () =>
      pipeline(await open("plan"), createWriteStream(scratch.planPath, { mode: 0o600 }), { signal }),
  };
  await Promise.all(inputs.map((kind) => persist(signal, fetchers[kind])));
}
