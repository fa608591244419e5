import { join } from "node:path";
import type { Files, OpenFile } from "../../simulator/platform/store/index.js";

interface Inode {
  /** What a process sees. */
  content: Buffer;
  /** What the disk has for certain. */
  durable: Buffer;
}

const missing = (path: string) => Object.assign(new Error(`ENOENT: ${path}`), { code: "ENOENT" });

/**
 * A file system in memory that can lose its power: what was written and not synced is then there in part or not at
 * all, and names that were made, changed or removed in a folder that was not synced are as before.
 */
export class CrashFiles implements Files {
  private names = new Map<string, Inode>();
  private durableNames = new Map<string, Inode>();
  /** Throws instead of writing or syncing, when set. */
  fault: ((what: "write" | "sync", path: string) => void) | null = null;

  /** `hasDurable`: whether it has files whose writes end on the disk, as Linux has. */
  constructor(private readonly hasDurable = false) {}

  /** The state after a power failure; `keep` says how much of what was not synced is there, from 0 to 1. */
  crash(keep: number): CrashFiles {
    const after = new CrashFiles(this.hasDurable);
    for (const [path, { content, durable }] of this.durableNames) {
      const isGrown = content.subarray(0, durable.length).equals(durable);
      const extra = isGrown ? Math.round((content.length - durable.length) * keep) : 0;
      const left = Buffer.from(extra > 0 ? content.subarray(0, durable.length + extra) : durable);
      const inode = { content: left, durable: left };
      after.names.set(path, inode);
      after.durableNames.set(path, inode);
    }
    return after;
  }

  async open(path: string, flags: string): Promise<OpenFile> {
    // A folder, opened to be synced.
    if (flags === "r" && !this.names.has(path)) return this.folder(path);
    let inode = this.names.get(path);
    if (inode !== undefined && flags.includes("x"))
      throw Object.assign(new Error(`EEXIST: ${path}`), { code: "EEXIST" });
    if (inode === undefined) {
      if (flags.startsWith("r")) throw missing(path);
      inode = { content: Buffer.alloc(0), durable: Buffer.alloc(0) };
      this.names.set(path, inode);
    }
    if (flags.startsWith("w")) inode.content = Buffer.alloc(0);
    return this.file(path, inode);
  }

  async openDurable(path: string): Promise<OpenFile | null> {
    if (!this.hasDurable) return null;
    const inode = this.names.get(path);
    if (inode === undefined) throw missing(path);
    const file = this.file(path, inode);
    const write: OpenFile["write"] = async (...given) => {
      const before = inode.content.length;
      const written = await file.write(...given);
      this.fault?.("sync", path);
      // Its own bytes alone: what others wrote before and did not sync may still be lost, and leaves zeros.
      const durable = Buffer.alloc(inode.content.length);
      inode.durable.copy(durable);
      inode.content.copy(durable, before, before);
      inode.durable = durable;
      return written;
    };
    return { ...file, write };
  }

  /** Only so many bytes of a file are on the disk, as when the process that wrote it was killed before it synced it. */
  unsync(path: string, bytes: number): void {
    const inode = this.names.get(path)!;
    inode.durable = inode.content.subarray(0, bytes);
  }

  async readFile(path: string): Promise<Buffer> {
    const inode = this.names.get(path);
    if (inode === undefined) throw missing(path);
    return Buffer.from(inode.content);
  }

  async readdir(path: string): Promise<string[]> {
    const prefix = join(path, "/");
    return [...this.names.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  }

  async mkdir(): Promise<void> {}

  async rename(from: string, to: string): Promise<void> {
    const inode = this.names.get(from);
    if (inode === undefined) throw missing(from);
    this.names.delete(from);
    this.names.set(to, inode);
  }

  async remove(path: string): Promise<void> {
    this.names.delete(path);
  }

  private folder(path: string): OpenFile {
    const prefix = join(path, "/");
    const sync = async () => {
      for (const name of [...this.durableNames.keys()])
        if (name.startsWith(prefix) && !this.names.has(name)) this.durableNames.delete(name);
      for (const [name, inode] of this.names) if (name.startsWith(prefix)) this.durableNames.set(name, inode);
    };
    return { ...UNUSED, sync, datasync: sync };
  }

  private file(path: string, inode: Inode): OpenFile {
    const sync = async () => {
      this.fault?.("sync", path);
      inode.durable = Buffer.from(inode.content);
    };
    return {
      ...UNUSED,
      sync,
      datasync: sync,
      stat: async () => ({ size: inode.content.length }),
      truncate: async (size) => {
        inode.content = inode.content.subarray(0, size);
      },
      write: async (data, offset, length) => {
        this.fault?.("write", path);
        // As a system call may, it writes less than it was asked to.
        const bytesWritten = Math.min(length, 1_000);
        inode.content = Buffer.concat([inode.content, data.subarray(offset, offset + bytesWritten)]);
        return { bytesWritten };
      },
      read: async (into, offset, length, position) => ({
        bytesRead: inode.content.copy(into, offset, position, position + length),
      }),
    };
  }
}

const UNUSED: OpenFile = {
  write: async () => ({ bytesWritten: 0 }),
  read: async () => ({ bytesRead: 0 }),
  truncate: async () => {},
  datasync: async () => {},
  sync: async () => {},
  stat: async () => ({ size: 0 }),
  close: async () => {},
};
