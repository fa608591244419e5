/** What the demo observed about one rule, or about another of a scenario's checks. */
export interface Finding {
  readonly id: string;
  readonly ok: boolean;
  /** What was seen, with its numbers and names. */
  readonly evidence: string;
}

/** A rule by its number, anything else after all rules. */
const place = (id: string): number => (/^R\d+$/.test(id) ? Number(id.slice(1)) : 100);

/** The demo's findings. A check holds when all that was observed about it says so, and something was. */
export class Ledger {
  private readonly findings: Finding[] = [];

  constructor(
    private readonly onFinding: (finding: Finding) => void,
    /** Ids of what must have been observed in the end. */
    private readonly promised: readonly string[] = [],
  ) {}

  /** Records an observation; `ok` is computed from it, never assumed. */
  observe(id: string, ok: boolean, evidence: string): void {
    const finding = { id, ok, evidence };
    this.findings.push(finding);
    this.onFinding(finding);
  }

  /** One row a check: rules in their order, then the others as they were promised. */
  rows(): Finding[] {
    const ids = [...new Set([...this.promised, ...this.findings.map(({ id }) => id)])].sort(
      (a, b) => place(a) - place(b),
    );
    return ids.map((id) => {
      const own = this.findings.filter((finding) => finding.id === id);
      if (own.length === 0) return { id, ok: false, evidence: "It was not observed." };
      return { id, ok: own.every(({ ok }) => ok), evidence: own.map(({ evidence }) => evidence).join("; ") };
    });
  }
}
