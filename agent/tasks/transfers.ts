import { createWriteStream, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { normalize } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type ReadEntry, UnpackSync } from "tar";
import type { TaskResult } from "../executors/shared/executor.js";
import { treeFolder } from "../executors/shared/trees.js";
import { persist } from "../protocol/backoff.js";
import type { ArtifactKind, Attached, InputKind, StartResponse } from "../protocol/protocol.js";
import type { Job } from "../protocol/server.js";
import type { Scratch } from "./scratch.js";
import type { StateStream } from "./state-stream.js";

/** Fetches the inputs of a task. @throws HttpError if the task is no longer this agent's, Error if an input is invalid */
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
  const save = async (kind: InputKind, path: string): Promise<void> => {
    const small = inline[kind];
    if (small !== undefined) writeFileSync(path, small, { encoding: "base64", mode: 0o600 });
    else await pipeline(await job.input(kind), createWriteStream(path, { mode: 0o600 }), { signal });
  };
  const fetchers: Record<InputKind, () => Promise<void>> = {
    configuration: async () => {
      await unpack(await open("configuration"), scratch.configurationDir, signal);
    },
    state: () => save("state", scratch.statePath),
    plan: () => save("plan", scratch.planPath),
  };
  await Promise.all(inputs.map((kind) => persist(signal, fetchers[kind])));
}

/**
 * Fetches the files of the hooks that a task executes, and of the external checks of its scan.
 * @throws HttpError, Error if one cannot be unpacked
 */
export async function fetchTrees(
  job: Job,
  { registryHooks = [], scans }: Pick<StartResponse, "registryHooks" | "scans">,
  { hookTreesDir, checksDir }: Pick<Scratch, "hookTreesDir" | "checksDir">,
  signal: AbortSignal,
): Promise<void> {
  const fetchOne = async (of: "hooks" | "checks", dir: string, id: string) => {
    const folder = treeFolder(dir, id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await unpack(await job.tree(of, id), folder, signal);
  };
  const checked = (scans?.checkov ?? []).filter(({ checks }) => checks !== undefined);
  await Promise.all([
    ...registryHooks.map(({ id }) => persist(signal, () => fetchOne("hooks", hookTreesDir, id))),
    ...checked.map(({ id }) => persist(signal, () => fetchOne("checks", checksDir, id))),
  ]);
}

/** The plan's files in base64, with their total size in bytes; null if that is more than `room`. The state is not among them: it is sent while it changes. */
export async function smallArtifacts(
  artifacts: TaskResult["artifacts"],
  room: number,
  { readSmall }: Pick<Scratch, "readSmall">,
): Promise<{ readonly files: Attached["artifacts"]; readonly size: number } | null> {
  const files: Partial<Record<ArtifactKind, string>> = {};
  let size = 0;
  for (const { kind, path } of artifacts) {
    if (kind === "state") continue;
    const file = await readSmall(path, room - size);
    if (file === null) return null;
    size += file.length;
    files[kind] = file.toString("base64");
  }
  return { files, size };
}

/** Sends the files that a task left, all at the same time, and repeats each until the server has it. @throws HttpError */
export async function sendArtifacts(
  job: Job,
  artifacts: TaskResult["artifacts"],
  states: StateStream,
  { read }: Pick<Scratch, "read">,
  signal: AbortSignal,
): Promise<void> {
  const files = artifacts.filter(({ kind }) => kind !== "state");
  await Promise.all([
    states.settled(),
    ...files.map(async ({ kind, path }) => {
      const file = await read(path);
      await persist(signal, () => job.artifact(kind, file));
    }),
  ]);
}

/**
 * Unpacks a tar.gz into a folder, one entry after the other: the library's parallel mode deadlocks at a link to the folder that
 * it is in (`d/l` to `d`). @throws Error if the archive cannot be unpacked
 */
export async function unpack(archive: Readable, folder: string, signal?: AbortSignal): Promise<void> {
  // An entry with the folder's own name that is not a folder would replace it.
  const filter = (path: string, entry: unknown) =>
    !/^\.?\/*$/.test(normalize(path)) || (entry as ReadEntry).type === "Directory";
  await pipeline(archive, new UnpackSync({ cwd: folder, strict: true, filter }), signal ? { signal } : {});
}
