/** What the demo observed about one rule, or about another of a scenario's checks. */
export interface Finding {
  readonly id: string;
  /** Whether it holds; null when this system does not show what is needed to tell. */
  readonly ok: boolean | null;
  /** What was seen, with its numbers and names; or why nothing could be seen. */
  readonly evidence: string;
}

/** A rule by its number, anything else after all rules. */
const place = (id: string): number => (/^R\d+$/.test(id) ? Number(id.slice(1)) : 100);

/** The demo's findings. A check holds when it was observed, in all its parts, and every observation says so. */
export class Ledger {
  private readonly findings: Finding[] = [];

  constructor(
    private readonly onFinding: (finding: Finding) => void,
    /** Ids of what must have been observed in the end. */
    private readonly promised: readonly string[] = [],
  ) {}

  /** Records an observation; `ok` is computed from it, never assumed. */
  observe(id: string, ok: boolean, evidence: string): void {
    this.record({ id, ok, evidence });
  }

  /** Records that a part of a check cannot be observed here, so that the check as a whole does not count as held. */
  notObserved(id: string, why: string): void {
    this.record({ id, ok: null, evidence: `not observed: ${why}` });
  }

  /** One row a check: rules in their order, then the others as they were promised. */
  rows(): Finding[] {
    const ids = [...new Set([...this.promised, ...this.findings.map(({ id }) => id)])].sort(
      (a, b) => place(a) - place(b),
    );
    return ids.map((id) => {
      const own = this.findings.filter((finding) => finding.id === id);
      if (own.length === 0) return { id, ok: false, evidence: "It was not observed." };
      return { id, ok: verdict(own), evidence: own.map(({ evidence }) => evidence).join("; ") };
    });
  }

  private record(finding: Finding): void {
    this.findings.push(finding);
    this.onFinding(finding);
  }
}

function verdict(findings: readonly Finding[]): boolean | null {
  if (findings.some(({ ok }) => ok === false)) return false;
  return findings.some(({ ok }) => ok === null) ? null : true;
}
