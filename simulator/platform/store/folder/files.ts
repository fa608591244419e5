import { constants } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** An open file. Node's file handles implement it. */
export interface OpenFile {
  /** May write less than asked for, as the system call may. */
  write(
    data: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ): Promise<{ bytesWritten: number }>;
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  truncate(size: number): Promise<void>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  stat(): Promise<{ size: number }>;
  close(): Promise<void>;
}

/** The file system operations of the store. Tests pass others to see how it handles errors. */
export interface Files {
  open(path: string, flags: string, mode?: number): Promise<OpenFile>;
  /**
   * Opens an existing file to add to its end, so that each write ends when it is on disk; null where the system has no such files, and
   * `datasync` has to follow each write. On Linux this is what `datasync` does, in one call of the system instead of two.
   */
  openDurable?(path: string): Promise<OpenFile | null>;
  readFile(path: string): Promise<Buffer>;
  readdir(path: string): Promise<string[]>;
  /** Creates a folder for this user alone, and its parents; one that is there is no error. */
  mkdir(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Deletes a file; one that is not there is no error. */
  remove(path: string): Promise<void>;
}

export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

export const realFiles: Files = {
  open,
  openDurable: async (path) =>
    process.platform === "linux"
      ? open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_DSYNC)
      : null,
  readFile: (path) => readFile(path),
  readdir: (path) => readdir(path),
  mkdir: makeFolder,
  rename,
  remove: (path) => rm(path, { force: true }),
};

/** Node's recursive mkdir retries forever where no folder can be created, such as below /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: FOLDER_MODE });
  } catch (error) {
    if (isCode(error, "EEXIST") && (await isFolder(path))) return;
    const parent = dirname(path);
    if (!isCode(error, "ENOENT") || parent === path || (await isFolder(parent))) throw error;
    await makeFolder(parent);
    await makeFolder(path);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** Writes all bytes at the end of the file, or at a position. */
export async function writeAll(
  file: OpenFile,
  data: Uint8Array,
  position: number | null = null,
): Promise<void> {
  for (let done = 0; done < data.byteLength; ) {
    const at = position === null ? null : position + done;
    const { bytesWritten } = await file.write(data, done, data.byteLength - done, at);
    done += bytesWritten;
  }
}

/** Makes created, renamed and deleted entries of a folder durable. */
export async function syncFolder(files: Files, path: string): Promise<void> {
  // Windows cannot open a folder; its file systems order such changes themselves.
  if (process.platform === "win32") return;
  const folder = await files.open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Bytes of a large file after which it is flushed to disk, so that a commit waits for no more than these. */
const PUT_ON_DISK = 4 * 1024 * 1024;

/** Writes a file atomically: afterwards it has the full content or the previous one, even if the machine stops. */
export async function replaceFile(
  files: Files,
  path: string,
  temporary: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<number> {
  let size = 0;
  let onDisk = 0;
  try {
    const file = await files.open(temporary, "w", FILE_MODE);
    try {
      for await (const chunk of content) {
        await writeAll(file, chunk);
        size += chunk.byteLength;
        if (size - onDisk < PUT_ON_DISK) continue;
        await file.datasync();
        onDisk = size;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await files.rename(temporary, path);
  } catch (error) {
    await files.remove(temporary).catch(() => {});
    throw error;
  }
  await syncFolder(files, dirname(path));
  return size;
}

/** Reads a file, or null if there is none. */
export async function readIfThere(files: Files, path: string): Promise<Buffer | null> {
  try {
    return await files.readFile(path);
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** Whether it is the system's error of that code, such as `ENOENT`. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

/** The error message if the disk, or the permission to write to it, is the cause: the problem and its remedy. */
export function explainDisk(error: unknown): readonly [problem: string, remedy: string] {
  const message = error instanceof Error ? error.message : String(error);
  if (isCode(error, "ENOSPC") || isCode(error, "EDQUOT"))
    return [`the disk is full (${message})`, "Free some space"];
  if (isCode(error, "EMFILE") || isCode(error, "ENFILE"))
    return [`too many files are open (${message})`, "Raise the limit (`ulimit -n`)"];
  return [message, "Check the disk and the folder's permissions"];
}

const DISK_CODES = ["ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES", "EPERM", "EMFILE", "ENFILE", "EFBIG"];

/** Whether the cause is the disk and not the program. */
export const isDiskError = (error: unknown): boolean => DISK_CODES.some((code) => isCode(error, code));
