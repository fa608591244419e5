/** Aligns two lists for display: what stayed, what went, what came. */

/** Gives equal JSON values equal numbers, so that alignment compares integers. */
function intern(lists: readonly (readonly unknown[])[]): Int32Array[] {
  const seen = new Map<unknown, number>();
  return lists.map((list) =>
    Int32Array.from(list, (value) => {
      const key = typeof value === "object" && value !== null ? canonical(value) : value;
      const number = seen.get(key) ?? seen.size;
      seen.set(key, number);
      return number;
    }),
  );
}

/** Text that is the same for equal objects and arrays, and no string value can be mistaken for. */
function canonical(value: unknown): string {
  const sorted = (v: unknown): unknown =>
    typeof v === "object" && v !== null && !Array.isArray(v)
      ? Object.fromEntries(
          Object.keys(v)
            .sort()
            .map((key) => [key, sorted((v as Record<string, unknown>)[key])]),
        )
      : Array.isArray(v)
        ? v.map(sorted)
        : v;
  return `\u0000json${JSON.stringify(sorted(value))}`;
}

/** A longest common subsequence; among several the one that tofu shows. */
function commonSubsequence(xs: Int32Array, ys: Int32Array): Int32Array {
  const width = xs.length + 1;
  const lengths = new Int32Array(width * (ys.length + 1));
  for (let y = 1; y <= ys.length; y++) {
    for (let x = 1; x <= xs.length; x++) {
      lengths[width * y + x] =
        xs[x - 1] === ys[y - 1]
          ? lengths[width * (y - 1) + x - 1]! + 1
          : Math.max(lengths[width * y + x - 1]!, lengths[width * (y - 1) + x]!);
    }
  }
  const common = new Int32Array(lengths[width * ys.length + xs.length]!);
  let last = common.length - 1;
  for (let x = xs.length, y = ys.length; x > 0 && y > 0; ) {
    if (xs[x - 1] === ys[y - 1]) {
      if (last >= 0) common[last--] = xs[x - 1]!;
      x--;
      y--;
    } else if (lengths[width * y + x - 1]! > lengths[width * (y - 1) + x]!) {
      x--;
    } else {
      y--;
    }
  }
  return common;
}

/**
 * Calls `pair(beforeIndex, afterIndex)` for each line of the display, an index past the end standing for "none".
 * `similar` says whether two different elements are shown as one changed element.
 */
export function alignLists<T>(
  before: readonly T[],
  after: readonly T[],
  pair: (beforeIndex: number, afterIndex: number) => void,
  similar: (before: T, after: T) => boolean,
): void {
  const [xs, ys] = intern([before, after]) as [Int32Array, Int32Array];
  const common = commonSubsequence(xs, ys);
  let b = 0;
  let a = 0;
  for (let c = 0; b < xs.length || a < ys.length || c < common.length; ) {
    const next = c < common.length ? common[c]! : -1;
    while (b < xs.length && xs[b] !== next) {
      const changed = a < ys.length && ys[a] !== next && similar(before[b]!, after[a]!);
      pair(b++, changed ? a++ : ys.length);
    }
    while (a < ys.length && ys[a] !== next) {
      const changed = b < xs.length && similar(before[b]!, after[a]!);
      pair(changed ? b++ : xs.length, a++);
    }
    if (next !== -1) {
      pair(b++, a++);
      c++;
    }
  }
}

/** Whether two texts of several lines have a line in common. */
export function shareLines(a: unknown, b: unknown): boolean {
  if (typeof a !== "string" || typeof b !== "string" || !(a.includes("\n") || b.includes("\n"))) return false;
  const lines = new Set(a.split("\n"));
  return b.split("\n").some((line) => lines.has(line));
}
