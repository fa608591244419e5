import { useState } from "preact/hooks";
import { now } from "../data/clock.js";
import type { Span } from "../data/timeline.js";
import { Button } from "./button.js";
import { type By, Chart } from "./timeline-chart.js";

const SPANS = [
  { label: "5 min", milliseconds: 5 * 60_000 },
  { label: "15 min", milliseconds: 15 * 60_000 },
  { label: "1 h", milliseconds: 60 * 60_000 },
  { label: "6 h", milliseconds: 6 * 60 * 60_000 },
] as const;

/** The number of concurrent runs over time, stacked by pool or by agent. Selecting a part zooms in. */
export function ConcurrencyTimeline() {
  const [by, setBy] = useState<By>("pool");
  const [length, setLength] = useState<number>(60 * 60_000);
  const [fixed, setFixed] = useState<Span | null>(null);
  const at = now();
  const span = fixed ?? { from: at - length, to: at };
  return (
    <div class="stack">
      <div class="row spread">
        <fieldset class="switch">
          <legend class="unseen">Group by</legend>
          {(["pool", "agent"] as const).map((each) => (
            <Button key={each} small kind="quiet" pressed={by === each} onClick={() => setBy(each)}>
              By {each}
            </Button>
          ))}
        </fieldset>
        <fieldset class="switch">
          <legend class="unseen">Span</legend>
          {SPANS.map(({ label, milliseconds }) => (
            <Button
              key={label}
              small
              kind="quiet"
              pressed={fixed === null && length === milliseconds}
              onClick={() => {
                setFixed(null);
                setLength(milliseconds);
              }}
            >
              {label}
            </Button>
          ))}
          <Button small kind="quiet" label="Look closer" onClick={() => setFixed(zoom(span, 0.5))}>
            +
          </Button>
          <Button small kind="quiet" label="Look from farther away" onClick={() => setFixed(zoom(span, 2))}>
            −
          </Button>
          <Button small kind="quiet" label="Earlier" onClick={() => setFixed(shift(span, -0.5))}>
            ←
          </Button>
          <Button small kind="quiet" label="Later" onClick={() => setFixed(shift(span, 0.5))}>
            →
          </Button>
        </fieldset>
      </div>
      <Chart by={by} span={span} at={at} onZoom={setFixed} />
    </div>
  );
}

const zoom = ({ from, to }: Span, factor: number): Span => {
  const half = Math.max(5_000, ((to - from) * factor) / 2);
  // What is now stays at its edge.
  return { from: to - 2 * half, to };
};
const shift = ({ from, to }: Span, part: number): Span => {
  const by = (to - from) * part;
  return { from: from + by, to: to + by };
};
