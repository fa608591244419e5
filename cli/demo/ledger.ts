/** What the demo observed about one rule. */
export interface Finding {
  readonly id: string;
  readonly ok: boolean;
  /** What was seen, with its numbers and names. */
  readonly evidence: string;
}

/** The demo's findings. A rule holds when all that was observed about it says so. */
export class Ledger {
  private readonly findings: Finding[] = [];

  constructor(private readonly onFinding: (finding: Finding) => void) {}

  /** Records an observation; `ok` is computed from it, never assumed. */
  observe(id: string, ok: boolean, evidence: string): void {
    const finding = { id, ok, evidence };
    this.findings.push(finding);
    this.onFinding(finding);
  }

  /** One row a rule, in their order. */
  rows(): Finding[] {
    const ids = [...new Set(this.findings.map(({ id }) => id))].sort(
      (a, b) => Number(a.slice(1)) - Number(b.slice(1)),
    );
    return ids.map((id) => {
      const own = this.findings.filter((finding) => finding.id === id);
      return { id, ok: own.every(({ ok }) => ok), evidence: own.map(({ evidence }) => evidence).join("; ") };
    });
  }
}
