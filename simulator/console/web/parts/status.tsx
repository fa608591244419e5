import type { ComponentChildren } from "preact";
import { RUN_STATUS_FACTS } from "../../../runs/run-status-rules.js";
import { now } from "../data/clock.js";
import { absolute, relative, words } from "../data/format.js";

/** The meaning of a colour: good, waiting, or wrong. */
export type Tone = "plain" | "good" | "warn" | "bad" | "info" | "accent";

/** A badge. Its colour never says more than its text. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone === "plain" ? "" : `tone-${tone}`}`}>{children}</span>;
}

/** The appearance of each status of a run, phase, task, agent or member. Others are plain. */
const TONES: Readonly<Record<string, Tone>> = {
  pending: "warn",
  plan_queued: "warn",
  apply_queued: "warn",
  queued: "warn",
  confirmed: "warn",
  planned_and_saved: "accent",
  planning: "info",
  policy_checking: "info",
  applying: "info",
  running: "info",
  assigned: "info",
  busy: "info",
  applied: "good",
  passed: "good",
  overridden: "good",
  planned_and_finished: "good",
  finished: "good",
  done: "good",
  idle: "good",
  Active: "good",
  errored: "bad",
  hard_failed: "bad",
  soft_failed: "bad",
  failed: "bad",
  lost: "bad",
};

const MOVING: ReadonlySet<string> = new Set([
  "planning",
  "policy_checking",
  "applying",
  "running",
  "assigned",
]);

/** The text of each status of a run whose text differs from its name. They wait for a person. */
const LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries(RUN_STATUS_FACTS).flatMap(([status, { label }]) => (label ? [[status, label]] : [])),
);

const toneOf = (status: string): Tone => TONES[status] ?? (LABELS.has(status) ? "accent" : "plain");

/** A status as a badge. */
export function Status({ value }: { value: string }) {
  return (
    <Badge tone={toneOf(value)}>
      <i class={MOVING.has(value) ? "pulse" : ""} />
      {LABELS.get(value) ?? words(value)}
    </Badge>
  );
}

/** A time relative to the sandbox's time, with the absolute time on hover. Takes milliseconds or ISO 8601. */
export function Time({ at }: { at: number | string | null | undefined }) {
  if (at === null || at === undefined) return <span class="muted">never</span>;
  const time = typeof at === "number" ? at : Date.parse(at);
  return (
    <time
      class="nowrap number"
      dateTime={new Date(time).toISOString()}
      title={`${absolute(time)} (sandbox clock)`}
    >
      {relative(time, now())}
    </time>
  );
}

/** An id, which is to be recognized and copied rather than read. */
export function Id({ id }: { id: string }) {
  return <code class="muted">{id}</code>;
}
