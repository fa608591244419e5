/** Bytes that kept pages take together, at most. */
const ROOM = 32 * 1024 * 1024;

interface Joined {
  readonly parts: readonly Buffer[];
  readonly end: string;
  readonly whole: Buffer;
}

const isSame = (some: readonly Buffer[], others: readonly Buffer[]): boolean =>
  some.length === others.length && some.every((part, at) => part === others[at]);

/**
 * Joins the parts of a page. The objects of a page that nothing has changed are the same pieces of memory each time (`EncodedObjects`), and
 * the page that was joined of them is given again, so a client that asks for the same list again costs no copy of it.
 */
export class JoinedPages {
  /** By the first object; the page that was joined first comes first. */
  private readonly kept = new Map<Buffer, Joined>();
  private size = 0;

  constructor(private readonly room = ROOM) {}

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.size;
  }

  /** The bytes of all parts and of the end. The second part is the first object, if there is one. */
  join(parts: readonly Buffer[], end: string): Buffer {
    const [start, first] = parts;
    if (start === undefined || first === undefined) return Buffer.concat([...parts, Buffer.from(end)]);
    const found = this.kept.get(first);
    if (found?.end === end && isSame(found.parts, parts)) return found.whole;
    const whole = Buffer.concat([...parts, Buffer.from(end)]);
    this.keep(first, { parts, end, whole });
    return whole;
  }

  private keep(first: Buffer, joined: Joined): void {
    this.remove(first);
    this.kept.set(first, joined);
    this.size += joined.whole.length;
    for (const oldest of this.kept.keys()) {
      if (this.size <= this.room) break;
      this.remove(oldest);
    }
  }

  private remove(first: Buffer): void {
    this.size -= this.kept.get(first)?.whole.length ?? 0;
    this.kept.delete(first);
  }
}
