import { decodeLine, RECORD_START } from "../engine/journal-format.js";
import { FILE_MODE, type Files, readIfThere, syncFolder, writeAll } from "./files.js";
import type { Layout } from "./layout.js";

/** A repair of one file of a data folder. */
export interface Repair {
  readonly file: string;
  /** Where its former content is, or the bytes that were cut off; null if there was none. */
  readonly backup: string | null;
  readonly problem: string;
  /** Only where the end of a journal was cut off: how many bytes, all of which `backup` holds. */
  readonly cutBytes?: number;
}

/**
 * Whether the bytes after the last line end are more than one interrupted write: a whole record followed by bytes that are not
 * its line end. Then a line end is damaged, and the tail contains acknowledged commits.
 */
export function hidesRecord(tail: Buffer): boolean {
  // A file system may fill up with zeros what it had no time to write.
  if (isZero(tail.subarray(-1))) return false;
  if (decodeLine(tail.subarray(0, -1)) !== null) return true;
  for (let at = tail.indexOf(RECORD_START, 1); at > 0; at = tail.indexOf(RECORD_START, at + 1))
    if (decodeLine(tail.subarray(0, at - 1)) !== null) return true;
  return false;
}

/** Saves the bytes after the last whole line of a journal to a file beside it, before they are cut off. */
export async function keepTail(files: Files, layout: Layout, file: string, tail: Buffer): Promise<Repair> {
  let backup = `${file}.tail`;
  for (let i = 2; (await readIfThere(files, backup)) !== null; i++) backup = `${file}.${i}.tail`;
  const copy = await files.open(backup, "w", FILE_MODE);
  try {
    await writeAll(copy, tail);
    await copy.sync();
  } finally {
    await copy.close();
  }
  await syncFolder(files, layout.folder);
  return { file, backup, problem: describe(tail), cutBytes: tail.length };
}

function describe(tail: Buffer): string {
  if (isZero(tail))
    return "it ended in zeros, which a file system leaves after a crash; no commit was in them";
  const start = Buffer.from(RECORD_START);
  const length = Math.min(tail.length, start.length);
  if (!tail.subarray(0, length).equals(start.subarray(0, length)))
    return "it ended in bytes that are not a record or the beginning of one";
  const seq = /^\{"crc":"[0-9a-f]{8}","seq":(\d+),/.exec(tail.toString("latin1", 0, 64))?.[1];
  const record = seq === undefined ? "its last record" : `its last record, commit ${seq},`;
  return `${record} was torn, as by a crash during the write; it was not acknowledged`;
}

const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);
