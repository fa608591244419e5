import { crc32 } from "node:zlib";
import type { Operation } from "../entities/step.js";

/** The version of the file format. The form of the entities has a version of its own. */
export const FORMAT = 1;

/** First line of a journal. */
export interface JournalHeader {
  readonly format: number;
  readonly version: number;
  readonly generation: number;
  /** The last commit before this journal. */
  readonly seq: number;
}

/** Every other line: one commit. */
export interface JournalEntry {
  readonly seq: number;
  readonly ops: readonly Operation[];
}

/** The beginning of every line. */
export const RECORD_START = '{"crc":"';
const BODY = RECORD_START.length + 8 + '",'.length;

/** A line is one JSON object whose first field is the CRC-32 of the rest of the line in eight hex digits. */
export function encodeLine(value: JournalHeader | JournalEntry): string {
  const body = JSON.stringify(value).slice(1);
  return `${RECORD_START}${checksum(body)}",${body}\n`;
}

/** Reads a line without its line end; null if it is damaged. */
export function decodeLine(line: Buffer): unknown {
  if (line.length <= BODY || line.toString("latin1", 0, RECORD_START.length) !== RECORD_START) return null;
  const body = line.subarray(BODY);
  if (line.toString("latin1", RECORD_START.length, RECORD_START.length + 8) !== checksum(body)) return null;
  return JSON.parse(`{${body.toString()}`);
}

function checksum(body: string | Buffer): string {
  return crc32(body).toString(16).padStart(8, "0");
}
