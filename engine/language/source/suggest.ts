/** ` Did you mean "x"?` where a candidate is close to the given name, else nothing. */
export function suggestion(given: string, candidates: Iterable<string>): string {
  for (const candidate of candidates) {
    if (distance(given, candidate) < 3) return ` Did you mean ${JSON.stringify(candidate)}?`;
  }
  return "";
}

/** The number of letters to change, add or drop. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
