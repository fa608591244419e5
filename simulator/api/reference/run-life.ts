import type { Transition } from "../../core/transitions.js";
import {
  FINAL_RUN_STATUSES,
  HOLDING_RUN_STATUSES,
  PHASE_TRANSITIONS,
  RUN_TRANSITIONS,
  TASK_TRANSITIONS,
} from "../../runs/run-transition-rules.js";
import { page, table } from "./markdown.js";

type Rows = readonly Transition<string, string>[];

/** How a run ends before its regular end: the same from many statuses, so that the diagram shows it aside. */
const ABRUPT = new Set(["cancel", "fail", "be-superseded", "discard"]);

const words = (event: string) => event.replaceAll("-", " ");

/** A state machine as a diagram. `[*]` is where it begins, and ends. */
function diagram(rows: Rows, start: string): string {
  const statuses = [...new Set(rows.flatMap(({ from, to }) => [...from, to]))];
  const final = statuses.filter((status) => rows.every(({ from }) => !from.includes(status)));
  const arrows = rows.flatMap(({ from, to, event }) =>
    from.map((status) => `  ${status} --> ${to}: ${words(event)}`),
  );
  const lines = [`  [*] --> ${start}`, ...arrows, ...final.map((status) => `  ${status} --> [*]`)];
  return ["```mermaid", "stateDiagram-v2", ...lines, "```"].join("\n");
}

const transitions = (rows: Rows): string =>
  table(
    ["Event", "From", "To", "When"],
    rows.map(({ event, from, to, rule }) => [
      words(event),
      from.map((status) => `\`${status}\``).join(", "),
      `\`${to}\``,
      rule,
    ]),
  );

const list = (statuses: ReadonlySet<string>) => [...statuses].map((status) => `\`${status}\``).join(", ");

/** `docs/reference/run-life.md` */
export const runLifePage = (): string =>
  page(
    "<!-- Made by `npm run docs:api` from simulator/runs/run-transition-rules.ts. -->",
    "# The life of a run",
    "A status changes by a row of these tables or not at all: whatever else is asked for is refused with 409, and the\n" +
      "refusal says in which statuses it would be possible.",
    "## Runs",
    diagram(
      RUN_TRANSITIONS.filter(({ event }) => !ABRUPT.has(event)),
      "pending",
    ),
    "And the ways in which a run ends before that:",
    diagram(
      RUN_TRANSITIONS.filter(({ event }) => ABRUPT.has(event)),
      "pending",
    ),
    transitions(RUN_TRANSITIONS),
    `A run has ended when it is ${list(FINAL_RUN_STATUSES)}. It keeps its workspace for itself (R10) while it is\n` +
      `${list(HOLDING_RUN_STATUSES)}, unless it is dry, and while it is \`confirmed\` for a later time.`,
    "## Plans and applies",
    diagram(PHASE_TRANSITIONS, "pending"),
    transitions(PHASE_TRANSITIONS),
    "## Tasks",
    "What an agent is given: the plan of a run, or its apply.",
    diagram(TASK_TRANSITIONS, "queued"),
    transitions(TASK_TRANSITIONS),
  );
