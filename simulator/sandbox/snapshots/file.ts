import { constants, gunzipSync } from "node:zlib";
import type { Services } from "../../core/services.js";
import type { Snapshot } from "../contract/answers.js";
import { exportState, headerOf } from "./export.js";
import type { Header } from "./format.js";

/** The kind of the store's files that are snapshots. Each is a state file. */
const KIND = "snapshots";

type Target = Pick<Services, "store" | "clock" | "accountId">;

/** Whether a text can be the name of a snapshot, which has to be safe as a file name. */
export const isSnapshotName = (name: unknown): name is string =>
  typeof name === "string" && /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(name);

const keyOf = (name: string) => `${KIND}/${name}`;

/** Takes a snapshot, and replaces an existing one with the same name. */
export async function takeSnapshot(
  services: Target,
  name: string,
  description: string | null,
): Promise<Snapshot> {
  const header = headerOf(services, description);
  const { size } = await services.store.blobs.put(keyOf(name), exportState(services, header));
  return { name, description, at: header.at, size };
}

/** Whether there is a snapshot of that name. */
export const hasSnapshot = async ({ store }: Target, name: string): Promise<boolean> =>
  isSnapshotName(name) && (await store.blobs.size(keyOf(name))) !== null;

/** The bytes of a snapshot. @throws BlobNotFoundError */
export const openSnapshot = ({ store }: Target, name: string) => store.blobs.stream(keyOf(name));

/** Deletes a snapshot. The current state does not change. */
export const deleteSnapshot = ({ store }: Target, name: string): Promise<void> =>
  store.blobs.delete(keyOf(name));

/** All snapshots, sorted by name. */
export async function listSnapshots(services: Target): Promise<readonly Snapshot[]> {
  const names = await services.store.blobs.list(KIND);
  return Promise.all(names.map((name) => describe(services, name)));
}

async function describe({ store }: Target, name: string): Promise<Snapshot> {
  const key = keyOf(name);
  const size = (await store.blobs.size(key)) ?? 0;
  const { at, description } = headerIn(await store.blobs.read(key, { length: 16 * 1024 }));
  return { name, description, at, size };
}

/** The header, from the first bytes of a state file. */
function headerIn(start: Buffer): Header {
  const text = gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }).toString("utf8");
  return JSON.parse(text.split("\n", 1)[0]!) as Header;
}
