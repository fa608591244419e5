import { random } from "../support/random.mjs";

const ODD_NUMBERS = [0, -0, 1, -1, 0.5, 1e21, -1e300, 5e-324, 2 ** 31, 2 ** 53, 2 ** 63, 1e9, 100_000];
const ODD_TEXTS = [
  ...[
    "",
    " ",
    "null",
    "undefined",
    "true",
    "0",
    "-1",
    "1e999",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
  ],
  ...[
    "*",
    "%",
    "%00",
    "%zz",
    "..",
    "../../etc/passwd",
    "a/b",
    "\\",
    "'",
    '"',
    "`",
    "<script>",
    `$\{a}`,
    "{{a}}",
    "$(id)",
  ],
  ...[
    "\u0000",
    "\u202e",
    "é",
    "\u{1f600}",
    "\ud800",
    "\ufeff",
    "a\r\nX-Evil: 1",
    "\n",
    "in:a,b",
    "like:",
    "not:",
    "between:,",
    "[0]",
  ],
  ...[
    "2026-02-30T00:00:00Z",
    "0000-00-00",
    "127.0.0.1",
    "::/0",
    "http://[::1",
    "file:///etc/passwd",
    "http://127.0.0.1:1",
  ],
  ...["x".repeat(300), "ä".repeat(5_000)],
];

/** Draws what a case is made of; the same seed draws the same. */
export class Chance {
  private readonly draw: () => number;

  constructor(seed: number) {
    this.draw = random(seed);
  }

  /** From 0 up to the limit, without it. */
  below(limit: number): number {
    return Math.floor(this.draw() * limit);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  happens(probability: number): boolean {
    return this.draw() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  some<T>(from: readonly T[], most = from.length): T[] {
    return Array.from({ length: this.below(most + 1) }, () => this.pick(from));
  }

  times<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  number(): number {
    return this.happens(0.5) ? this.pick(ODD_NUMBERS) : this.between(-300, 300);
  }

  text(): string {
    if (this.happens(0.5)) return this.pick(ODD_TEXTS);
    const codes = this.times(12, () => (this.happens(0.8) ? this.between(32, 126) : this.below(0x10ffff)));
    return String.fromCodePoint(...codes);
  }

  bytes(most: number): Buffer<ArrayBuffer> {
    return Buffer.from(this.times(most, () => this.below(256)));
  }

  /** Any JSON. */
  json(depth = 3): unknown {
    const kind = this.below(depth > 0 ? 7 : 5);
    switch (kind) {
      case 0:
        return null;
      case 1:
        return this.happens(0.5);
      case 2:
        return this.number();
      case 3:
      case 4:
        return this.text();
      case 5:
        return this.times(4, () => this.json(depth - 1));
      default:
        return Object.fromEntries(this.times(4, () => [this.text(), this.json(depth - 1)]));
    }
  }

  /** The bytes with a few of them changed, gone, doubled or added. */
  mutated(bytes: Uint8Array): Buffer<ArrayBuffer> {
    let result = Buffer.from(bytes);
    for (let n = this.between(1, 4); n > 0; n--) result = this.mutatedOnce(result);
    return result;
  }

  private mutatedOnce(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
    if (bytes.length === 0) return this.bytes(4);
    const at = this.below(bytes.length);
    const end = Math.min(bytes.length, at + this.between(1, 16));
    switch (this.below(6)) {
      case 0:
        bytes[at] = bytes[at]! ^ (1 << this.below(8));
        return bytes;
      case 1:
        bytes[at] = this.pick([0, 1, 0x7f, 0x80, 0xc0, 0xd4, 0xde, 0xff]);
        return bytes;
      case 2:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
      case 3:
        return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
      case 4:
        return Buffer.concat([bytes.subarray(0, at), this.bytes(8), bytes.subarray(at)]);
      default:
        return bytes.subarray(0, at);
    }
  }

  /** JSON with one or a few of its parts replaced, renamed, gone or doubled. */
  nearly(value: unknown): unknown {
    const copy = { root: structuredClone(value) };
    for (let n = this.between(1, 3); n > 0; n--) this.spoil(copy);
    return copy.root;
  }

  private spoil(root: Record<string, unknown>): void {
    const places: [holder: Record<string, unknown>, key: string][] = [];
    const walk = (holder: Record<string, unknown>) => {
      for (const key of Object.keys(holder)) {
        places.push([holder, key]);
        const value = holder[key];
        if (typeof value === "object" && value !== null) walk(value as Record<string, unknown>);
      }
    };
    walk(root);
    const [holder, key] = this.pick(places);
    switch (this.below(5)) {
      case 0:
        if (Array.isArray(holder)) holder.splice(Number(key), 1);
        else if (holder !== root) delete holder[key];
        return;
      case 1:
        if (!Array.isArray(holder)) holder[this.text()] = holder[key];
        return;
      case 2:
        holder[key] = [holder[key], holder[key]];
        return;
      case 3:
        holder[key] = { ...(holder[key] as object), [this.text()]: this.json(2) };
        return;
      default:
        holder[key] = this.json(2);
    }
  }
}
