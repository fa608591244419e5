import { renameSync, writeFileSync } from "node:fs";

/** Replaces a small file atomically: a reader sees the previous or the new content. `mode` sets its permissions. */
export function replaceText(path: string, text: string, mode: number): void {
  const unfinished = `${path}.tmp`;
  writeFileSync(unfinished, text, { mode });
  renameSync(unfinished, path);
}
