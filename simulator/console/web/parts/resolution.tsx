import type { Candidate, Outcome, Resolution } from "../../../pools/resolution-rules.js";
import { Link } from "./link.js";
import { WouldFail } from "./page.js";
import { Badge, type Tone } from "./status.js";

const LEVELS: Readonly<Record<Candidate["level"], string>> = {
  workspace: "Workspace",
  environment: "Environment",
  account: "Account",
  "scalr-runners": "Scalr runners",
};

const OUTCOMES: Readonly<Record<Outcome, readonly [words: string, tone: Tone]>> = {
  won: ["runs execute here", "good"],
  "not-set": ["no pool set", "plain"],
  skipped: ["skipped", "warn"],
  refused: ["refused", "bad"],
  overridden: ["overridden", "plain"],
};

/** R2 to R4 as a path: each level in order, its result, and why. */
export function ResolutionPath({ resolution }: { resolution: Resolution }) {
  const { candidates, error } = resolution;
  return (
    <div class="stack">
      <ol class="resolution" aria-label="Where runs execute, in the order in which it is asked">
        {candidates.map((candidate) => (
          <Step key={candidate.level} candidate={candidate} />
        ))}
      </ol>
      <WouldFail error={error} />
    </div>
  );
}

function Step({ candidate: { level, pool, outcome, reason } }: { candidate: Candidate }) {
  const [words, tone] = OUTCOMES[outcome];
  return (
    <li class={`step ${outcome}`} data-level={level}>
      <div class="row spread">
        <strong>{LEVELS[level]}</strong>
        <Badge tone={tone}>{words}</Badge>
      </div>
      <div class="pool">
        {pool === null ? (
          <span class="muted">none</span>
        ) : (
          <Link href={`/pools/${pool.id}`}>{pool.name}</Link>
        )}
      </div>
      <p class="muted">{reason}</p>
    </li>
  );
}
