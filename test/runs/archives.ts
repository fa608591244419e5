import { gzipSync } from "node:zlib";
import { Header } from "tar";

export interface Entry {
  readonly path: string;
  /** One of tar's type letters: 0 file, 1 hard link, 2 symbolic link, 3 and 4 devices, 5 folder, 6 pipe. */
  readonly type?: "0" | "1" | "2" | "3" | "4" | "5" | "6";
  readonly linkpath?: string;
  readonly content?: string | Buffer;
}

const TYPES = {
  "0": "File",
  "1": "Link",
  "2": "SymbolicLink",
  "3": "CharacterDevice",
  "4": "BlockDevice",
  "5": "Directory",
  "6": "FIFO",
} as const;

/** A tar.gz of any entries, also of such as no honest program would write. */
export function tarball(entries: readonly Entry[], level = 1): Buffer {
  const blocks: Buffer[] = [];
  for (const { path, type = "0", linkpath, content = "" } of entries) {
    const body = Buffer.from(content);
    blocks.push(
      headerOf(path, type, linkpath, body.length),
      body,
      Buffer.alloc((512 - (body.length % 512)) % 512),
    );
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level });
}

/** A small archive of one file of zeros, this many MiB: its gzip members repeat, so that making it costs little. */
export function bomb(mebibytes: number): Buffer {
  const part = gzipSync(Buffer.alloc(1024 * 1024), { level: 9 });
  const header = gzipSync(headerOf("zeros", "0", undefined, mebibytes * 1024 * 1024));
  return Buffer.concat([header, ...Array<Buffer>(mebibytes).fill(part), gzipSync(Buffer.alloc(1024))]);
}

function headerOf(
  path: string,
  type: keyof typeof TYPES,
  linkpath: string | undefined,
  size: number,
): Buffer {
  const header = new Header({
    path,
    type: TYPES[type],
    mode: 0o644,
    size,
    mtime: new Date(0),
    ...(linkpath !== undefined && { linkpath }),
  });
  const block = Buffer.alloc(512);
  header.encode(block);
  return block;
}
