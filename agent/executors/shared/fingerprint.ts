import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Files beyond which a folder is not looked at. */
const MOST = 1_000;
/** What the program and its executor keep in a working directory. */
const isOwn = (name: string) => /^(\.terraform|\.terraform\.lock\.hcl|~scalr-.*)$/.test(name);

/**
 * Tells whether files were added, changed or removed in a folder between two calls: then the answers differ. The
 * program's and the executor's own files do not count. Null for a folder that has more than 1,000 files or cannot be read.
 */
export async function fingerprint(folder: string): Promise<string | null> {
  const seen: string[] = [];
  const visit = async (dir: string): Promise<boolean> => {
    for (const entry of await readdir(dir, { withFileTypes: true })) {
      if (isOwn(entry.name)) continue;
      if (seen.length >= MOST) return false;
      const path = join(dir, entry.name);
      const { size, mtimeMs, ino } = await lstat(path);
      seen.push(entry.isDirectory() ? path : `${path}:${ino}:${size}:${mtimeMs}`);
      if (entry.isDirectory() && !(await visit(path))) return false;
    }
    return true;
  };
  return (await visit(folder).catch(() => false)) ? seen.sort().join("\n") : null;
}
