import { basename } from "node:path";
import type { Readable } from "node:stream";
import { create } from "tar";

/** A working tree as a tar.gz. Links are packed as links, and judged by the server like those of any upload. */
export const packTree = (tree: string): Readable =>
  create(
    { cwd: tree, gzip: true, portable: true, follow: false, filter: (path) => basename(path) !== ".git" },
    ["."],
  ) as unknown as Readable;
