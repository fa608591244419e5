import { renameSync, writeFileSync } from "node:fs";

/** Writes a small file in one move: whoever reads it sees the one before or this one. `mode` is who may read it. */
export function replaceText(path: string, text: string, mode: number): void {
  const unfinished = `${path}.tmp`;
  writeFileSync(unfinished, text, { mode });
  renameSync(unfinished, path);
}
