import { type Dirent, readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";

/** Files and folders up to which a folder counts as small. */
const MOST = 40;

/**
 * Removes a folder of a few files at once, which is quicker than waiting for a thread for each of them. Links are removed, not followed. False
 * when it has more files, or something cannot be removed: then a part of it may be gone.
 */
export function removeSmall(folder: string): boolean {
  try {
    const files: string[] = [];
    const folders: string[] = [folder];
    for (const each of folders)
      for (const entry of readdirSync(each, { withFileTypes: true }) as Dirent[]) {
        (entry.isDirectory() ? folders : files).push(join(each, entry.name));
        if (files.length + folders.length > MOST) return false;
      }
    for (const file of files) unlinkSync(file);
    for (const each of folders.reverse()) rmdirSync(each);
    return true;
  } catch {
    return false;
  }
}
