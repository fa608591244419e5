import { resolve } from "node:path";
import { FORMAT } from "./engine/journal-format.js";
import { CorruptStoreError } from "./entities/errors.js";
import { FILE_MODE, type Files, readIfThere, realFiles, syncFolder, writeAll } from "./folder/files.js";
import { createJournal } from "./folder/journal.js";
import { Layout } from "./folder/layout.js";
import { lockFolder } from "./folder/lock.js";
import { recover } from "./folder/recovery.js";
import type { Repair } from "./folder/tail.js";
import type { StoreOptions } from "./open.js";

/**
 * Repairs a folder that does not open: cuts a journal after the last readable commit, and sets later journals and an
 * unreadable snapshot aside. It keeps all of these beside the originals as `.bak`. Returns the repairs; an intact
 * folder has none.
 * @throws FolderLockedError, NewerVersionError
 */
export async function repairJournal(
  options: Pick<StoreOptions<never>, "version" | "migrations" | "files"> & { readonly dir: string },
): Promise<Repair[]> {
  const files = options.files ?? realFiles;
  const layout = new Layout(resolve(options.dir));
  const model = { version: options.version ?? 1, migrations: options.migrations ?? [] };
  const unlock = await lockFolder(layout.folder, () => {});
  try {
    const done: Repair[] = [];
    for (;;) {
      try {
        await recover(files, layout, model);
        return done;
      } catch (error) {
        if (!(error instanceof CorruptStoreError)) throw error;
        done.push(...(await mend(files, layout, error, model.version)));
        await syncFolder(files, layout.folder);
      }
    }
  } finally {
    await unlock();
  }
}

async function mend(
  files: Files,
  layout: Layout,
  error: CorruptStoreError,
  version: number,
): Promise<Repair[]> {
  // Without the advice to repair, which is being followed.
  const problem = error.line === null ? error.problem : `line ${error.line}: ${error.problem}`;
  if (error.journal === null) return [await setAside(files, error.file, problem)];
  const { generation, size, seq } = error.journal;
  const content = await readIfThere(files, error.file);
  const done: Repair[] = [];
  const { journals } = await layout.generations(files);
  for (const later of journals.filter((each) => each > generation))
    done.push(await setAside(files, layout.journal(later), `it follows the damage in ${error.file}`));
  const backup = content === null ? null : (await setAside(files, error.file, "")).backup;
  if (content !== null && size > 0) {
    const file = await files.open(error.file, "w", FILE_MODE);
    await writeAll(file, content.subarray(0, size));
    await file.sync();
    await file.close();
  } else {
    const header = { format: FORMAT, version, generation, seq };
    await (await createJournal(files, error.file, header)).file.close();
  }
  // What was acknowledged is now said to be missing, so that the next start need not say it again.
  await files.remove(layout.acknowledged);
  return [{ file: error.file, backup, problem }, ...done];
}

/** Renames a file to the first free name that ends in `.bak`. */
async function setAside(files: Files, file: string, problem: string): Promise<Repair> {
  let backup = `${file}.bak`;
  for (let i = 2; (await readIfThere(files, backup)) !== null; i++) backup = `${file}.${i}.bak`;
  await files.rename(file, backup);
  return { file, backup, problem };
}
