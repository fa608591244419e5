/** Checks an uploaded configuration as a stream: a tar.gz whose entries all stay inside its folder. */
import { posix } from "node:path";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";

/** The largest archive in bytes, compressed. */
export const ARCHIVE_LIMIT = 64 * 1024 * 1024;
/** The largest content in bytes and entries, so that a small upload cannot fill an agent's disk. */
const EXPANDED_LIMIT = 512 * 1024 * 1024;
const ENTRY_LIMIT = 50_000;

/** An archive is rejected. The message names the entry. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

const PLAIN_TYPES: ReadonlySet<string> = new Set([
  "File",
  "OldFile",
  "ContiguousFile",
  "Directory",
  "GNUDumpDir",
]);

const isOutside = (path: string) => path === ".." || path.startsWith("../") || isAbsolute(path);
const isAbsolute = (path: string) => path.startsWith("/") || path.startsWith("\\") || /^[A-Za-z]:/.test(path);
const clean = (path: string) => posix.normalize(path).replace(/\/$/, "");

/** Checks entries one after the other. */
class Entries {
  private readonly symlinks = new Set<string>();
  private readonly folders = new Set<string>();
  private count = 0;

  /** @throws ArchiveError */
  check(entry: Pick<ReadEntry, "path" | "linkpath" | "type">): void {
    const { path, type } = entry;
    if (++this.count > ENTRY_LIMIT)
      throw new ArchiveError(`The archive has more than ${ENTRY_LIMIT} entries.`);
    if (isAbsolute(path)) throw new ArchiveError(`The entry '${path}' has an absolute path.`);
    if (path.split(/[/\\]/).includes(".."))
      throw new ArchiveError(`The entry '${path}' has '..' in its path.`);
    const place = clean(path);
    for (let folder = posix.dirname(place); folder !== "."; folder = posix.dirname(folder)) {
      if (this.symlinks.has(folder))
        throw new ArchiveError(`The entry '${path}' is below the link '${folder}'.`);
      this.folders.add(folder);
    }
    if (type === "SymbolicLink") this.checkSymlink(path, place, entry.linkpath ?? "");
    else if (type === "Link") this.checkTarget(path, entry.linkpath ?? "", clean(entry.linkpath ?? ""));
    else if (!PLAIN_TYPES.has(type))
      throw new ArchiveError(`The entry '${path}' is a ${type}, not a file or folder.`);
  }

  private checkSymlink(path: string, place: string, target: string): void {
    this.checkTarget(path, target, posix.normalize(posix.join(posix.dirname(place), target)));
    // After another step, '..' would leave wherever a link on the way leads, not where the text says.
    if (/[^./][^/]*\/+\.\.(\/|$)/.test(target))
      throw new ArchiveError(`The link '${path}' points to '${target}'. Write it without '..' after a name.`);
    if (this.folders.has(place))
      throw new ArchiveError(`The link '${path}' replaces a folder of the archive.`);
    this.symlinks.add(place);
  }

  private checkTarget(path: string, target: string, resolved: string): void {
    if (target === "" || isAbsolute(target) || isOutside(resolved))
      throw new ArchiveError(`The link '${path}' points outside the archive, to '${target}'.`);
  }
}

/** Yields the archive's bytes unchanged, and fails as soon as an entry is rejected. @throws ArchiveError */
export async function* checkedArchive(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const entries = new Entries();
  let sent = 0;
  let expanded = 0;
  let fault: Error | undefined;
  let wake = () => {};
  const fail = (error: unknown) => {
    fault ??= error instanceof ArchiveError ? error : unreadable(error);
    wake();
  };

  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      try {
        entries.check(entry);
      } catch (error) {
        fail(error);
      }
      entry.resume();
    },
  });
  parser.on("error", fail);
  const gunzip = createGunzip();
  gunzip.on("error", fail);
  gunzip.on("data", (bytes: Buffer) => {
    if (fault) return;
    expanded += bytes.length;
    if (expanded > EXPANDED_LIMIT) {
      fail(new ArchiveError(`The archive expands to more than ${EXPANDED_LIMIT / 1024 / 1024} MiB.`));
      return;
    }
    if (!parser.write(bytes)) {
      gunzip.pause();
      parser.once("drain", () => gunzip.resume());
    }
  });
  const ended = new Promise<void>((resolve) => {
    gunzip.once("end", () => parser.end());
    parser.once("end", resolve);
  });
  const stirred = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      gunzip.once("drain", resolve);
    });

  try {
    for await (const chunk of source) {
      if (!fault && !gunzip.write(chunk)) await stirred();
      if (fault) throw fault;
      sent += chunk.length;
      yield chunk;
    }
    if (sent === 0) throw new ArchiveError(EMPTY);
    gunzip.end();
    const failed = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (!fault) await Promise.race([ended, failed]);
    if (fault) throw fault;
    if (expanded === 0) throw new ArchiveError(EMPTY);
  } finally {
    gunzip.destroy();
  }
}

const EMPTY = "The upload is empty. Send a tar.gz of the configuration's folder.";

const unreadable = (error: unknown) =>
  new ArchiveError(
    `The upload is not a readable tar.gz: ${error instanceof Error ? error.message : error}. ` +
      "Send what `tar -czf - -C <folder> .` writes.",
  );
