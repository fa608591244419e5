import type { ComponentChildren } from "preact";
import { now } from "../data/clock.js";
import { absolute, relative, words } from "../data/format.js";

/** What a colour says: that all is well, that something waits, that something is wrong. */
export type Tone = "plain" | "good" | "warn" | "bad" | "info" | "accent";

/** A word in a frame. The tone never says what the word does not. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone === "plain" ? "" : `tone-${tone}`}`}>{children}</span>;
}

/** How each status of a run, phase, task, agent or member is drawn; what is not here is plain. */
const TONES: Readonly<Record<string, Tone>> = {
  pending: "warn",
  plan_queued: "warn",
  apply_queued: "warn",
  queued: "warn",
  confirmed: "warn",
  planned: "accent",
  policy_override: "accent",
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

/** What a status says where its name does not. */
const SAID: Readonly<Record<string, string>> = {
  planned: "needs confirmation",
  policy_override: "needs override",
};

/** A status in words, with a colour that says the same. */
export function Status({ value }: { value: string }) {
  return (
    <Badge tone={TONES[value] ?? "plain"}>
      <i class={MOVING.has(value) ? "pulse" : ""} />
      {SAID[value] ?? words(value)}
    </Badge>
  );
}

/** A time as seen from the sandbox's now, with the time itself on hover. Milliseconds or ISO 8601. */
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

/** An id, to be recognized and copied rather than read. */
export function Id({ id }: { id: string }) {
  return <code class="muted">{id}</code>;
}
