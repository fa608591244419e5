import { basename, join } from "node:path";
import { type Files, readIfThere, replaceFile } from "./files.js";
import type { Layout } from "./layout.js";
import type { Recovered } from "./recovery.js";

/** Data of an older version that was brought to the version of this program. */
export interface Upgrade {
  /** Versions of the data. */
  readonly from: number;
  readonly to: number;
  /** Folder with the files of the older version, which stay there until the next upgrade. */
  readonly kept: string;
}

/**
 * Copies the files of a data folder that an older program wrote, before the first commit of this version follows them. Replaces those
 * of the upgrade before. Returns null for data of this version.
 */
export async function keepOlder(
  files: Files,
  layout: Layout,
  { base, journal }: Recovered,
  to: number,
): Promise<Upgrade | null> {
  if (journal === null || journal.version >= to) return null;
  const kept = join(layout.folder, "before-upgrade");
  await files.mkdir(kept);
  const journals = Array.from({ length: journal.generation - base + 1 }, (_, index) =>
    layout.journal(base + index),
  );
  const copied = new Set<string>();
  for (const file of [layout.snapshot(base), ...journals, layout.acknowledged]) {
    const content = await readIfThere(files, file);
    if (content === null) continue;
    const copy = join(kept, basename(file));
    await replaceFile(files, copy, `${copy}.tmp`, [content]);
    copied.add(basename(file));
  }
  for (const name of await files.readdir(kept)) if (!copied.has(name)) await files.remove(join(kept, name));
  return { from: journal.version, to, kept };
}
