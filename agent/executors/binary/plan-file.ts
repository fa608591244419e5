/** The stored plan of a program, with the program that made it and the files that it needs. */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { create, extract } from "tar";
import { LOCK_FILE } from "../../../provider/plugin/offline.js";
import type { Tool } from "../shared/tools.js";

export type Maker = Pick<Tool, "platform" | "version">;

/** The file with the providers that `init` has selected. */
const MAKER = "maker.json";
const PLAN = "plan";

/** Packs the plan `folder/plan` into a file. */
export async function packPlan(
  folder: string,
  workingDir: string,
  { platform, version }: Maker,
): Promise<string> {
  writeFileSync(join(folder, MAKER), JSON.stringify({ platform, version } satisfies Maker));
  const lockFile = join(workingDir, LOCK_FILE);
  if (existsSync(lockFile)) copyFileSync(lockFile, join(folder, LOCK_FILE));
  const files = [MAKER, PLAN, LOCK_FILE].filter((name) => existsSync(join(folder, name)));
  const file = join(folder, "plan.tar.gz");
  await create({ gzip: true, cwd: folder, file, portable: true }, files);
  return file;
}

const unpacked = (outDir: string) => join(outDir, "unpacked");

/** Unpacks a plan into the working directory, so that it can be applied. */
export async function unpackPlan(file: string, outDir: string, workingDir: string): Promise<void> {
  const folder = unpacked(outDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await extract({ cwd: folder, file, strict: true });
  const lockFile = join(folder, LOCK_FILE);
  if (existsSync(lockFile)) copyFileSync(lockFile, join(workingDir, LOCK_FILE));
}

/** The program's own plan file, after the plan artifact was unpacked into the task's `outDir`. */
export const unpackedPlan = (outDir: string) => join(unpacked(outDir), PLAN);

/** The program that made a plan; null for the embedded engine, whose plans are JSON. */
export async function makerOf(file: string): Promise<Maker | null> {
  const handle = await open(file);
  const head = Buffer.alloc(64 * 1024);
  const { bytesRead } = await handle.read(head).finally(() => handle.close());
  const text = gunzipSync(head.subarray(0, bytesRead), { finishFlush: constants.Z_SYNC_FLUSH });
  if (text.subarray(0, 1).toString() === "{") return null;
  // The first entry of the archive, which begins after a header of 512 bytes.
  const end = text.indexOf(0, 512);
  return JSON.parse(text.subarray(512, end < 0 ? undefined : end).toString()) as Maker;
}
