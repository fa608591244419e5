import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type ApiPage, pageOf } from "./page.js";

/** Milliseconds that the pages of an earlier attempt can be used. */
const GOOD_FOR = 60 * 60_000;

interface Head {
  readonly format: "scalr-sandbox pages 1";
  /** The host that the pages come from. Another host starts from the beginning. */
  readonly from: string;
  readonly at: number;
}

interface Line {
  readonly list: string;
  readonly page: ApiPage;
}

/**
 * Pages in a file beside the output, so that reading a large account can continue where it failed. An incomplete line, as a crash
 * leaves it, ends the file.
 */
export class KeptPages {
  private readonly lists = new Map<string, ApiPage[]>();

  private constructor(
    readonly file: string,
    private readonly head: Head,
  ) {}

  /** The pages in the file, if they are from the same source and less than an hour old. The file is created at the first page. */
  static open(file: string, from: string, now: number): KeptPages {
    const fresh: Head = { format: "scalr-sandbox pages 1", from, at: now };
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1).map(parsed) : [];
    const [head, ...rest] = lines as [Head | undefined, ...(Line | undefined)[]];
    const isUsable =
      head?.format === fresh.format && head.from === from && now - head.at >= 0 && now - head.at < GOOD_FOR;
    const kept = new KeptPages(file, isUsable ? head : fresh);
    if (!isUsable) rmSync(file, { force: true });
    else {
      for (const line of rest) if (!kept.load(line)) break;
      kept.write();
    }
    return kept;
  }

  /** Whether there is nothing to continue with. */
  get isEmpty(): boolean {
    return this.lists.size === 0;
  }

  of(list: string): readonly ApiPage[] {
    return this.lists.get(list) ?? [];
  }

  add(list: string, page: ApiPage): void {
    // It can contain names that are private.
    if (this.isEmpty) writeFileSync(this.file, `${JSON.stringify(this.head)}\n`, { mode: 0o600 });
    this.put(list, page);
    appendFileSync(this.file, `${JSON.stringify({ list, page } satisfies Line)}\n`);
  }

  /** Forgets the list, which is read again. */
  forget(list: string): void {
    this.lists.delete(list);
    this.write();
  }

  /** Everything was read: removes the file. */
  discard(): void {
    this.lists.clear();
    rmSync(this.file, { force: true });
  }

  private load(line: Line | undefined): boolean {
    const { list, page } = line ?? {};
    if (typeof list !== "string" || typeof page !== "object" || page === null) return false;
    const pagination = { "next-page": page.next, "total-count": page.total };
    try {
      this.put(list, pageOf({ data: page.data, meta: { pagination } }, list, this.of(list).length + 1));
      return true;
    } catch {
      return false;
    }
  }

  private write(): void {
    const lines = [...this.lists].flatMap(([list, pages]) => pages.map((page): Line => ({ list, page })));
    if (lines.length === 0) rmSync(this.file, { force: true });
    else
      writeFileSync(this.file, [this.head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(""), {
        mode: 0o600,
      });
  }

  private put(list: string, page: ApiPage): void {
    const pages = this.lists.get(list);
    if (pages === undefined) this.lists.set(list, [page]);
    else pages.push(page);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
