import { rmSync } from "node:fs";

/**
 * Removes a folder and everything in it, also while a process that was just killed still writes its last files there: tries
 * again for up to a second. A folder that does not exist is not an error.
 */
export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
