import { crc32 } from "node:zlib";

/** A file of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
  /** Permission bits, such as 0o755. */
  readonly mode: number;
}

/** 1 January 1980, the first day that the format knows: archives of the same files are the same bytes. */
const DATE = 0x0021;
const REGULAR_FILE = 0o100000;
const UNIX_VERSION_20 = 0x0314;

/** The members that both headers of an entry have, from the version that is needed on. */
function common(name: Buffer, content: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(DATE, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(content.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const signature = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/**
 * An archive whose files are stored as they are: what compression makes of them differs between versions of zlib, and the
 * checksums of an archive are shared.
 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name: text, content, mode } of entries) {
    const name = Buffer.from(text);
    const fields = common(name, content);
    const made = Buffer.alloc(2);
    made.writeUInt16LE(UNIX_VERSION_20);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((REGULAR_FILE | mode) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(signature(0x02014b50), made, fields, rest, name);
    const file = [signature(0x04034b50), fields, name, content];
    files.push(...file);
    offset += file.reduce((size, { length }) => size + length, 0);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listed, signature(0x06054b50), end]);
}
