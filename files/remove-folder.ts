import { rmSync } from "node:fs";

/** Milliseconds for which a process that was just killed can still write. */
const PATIENCE = 10_000;

/**
 * Removes a folder and everything in it, also while a process that was just killed still writes its last files there. A folder
 * that does not exist is not an error.
 */
export function removeFolder(folder: string): void {
  for (const end = performance.now() + PATIENCE; ; ) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      // Node's own `maxRetries` does not look for files that came since: it only tries the folder again.
      if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY" || performance.now() > end) throw error;
    }
  }
}
