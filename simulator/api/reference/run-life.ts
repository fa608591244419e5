import type { Transition } from "../../core/transitions.js";
import { HOLDING_RUN_STATUSES } from "../../runs/run-status-rules.js";
import {
  FINAL_RUN_STATUSES,
  PHASE_TRANSITIONS,
  RUN_TRANSITIONS,
  TASK_TRANSITIONS,
} from "../../runs/run-transition-rules.js";
import { page, table } from "./markdown.js";

type Rows = readonly Transition<string, string>[];

/** Events that end a run early. They start from many statuses, so they have a diagram of their own. */
const ABRUPT = new Set(["cancel", "fail", "be-superseded", "discard"]);

const words = (event: string) => event.replaceAll("-", " ");

/** A state machine as a Mermaid diagram. `[*]` marks its beginning and its end. */
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
    "A status changes only as a row of these tables says. Any other request is rejected with 409, and the error names the\n" +
      "statuses in which it is possible.",
    "## Runs",
    diagram(
      RUN_TRANSITIONS.filter(({ event }) => !ABRUPT.has(event)),
      "pending",
    ),
    "A run can also end early:",
    diagram(
      RUN_TRANSITIONS.filter(({ event }) => ABRUPT.has(event)),
      "pending",
    ),
    transitions(RUN_TRANSITIONS),
    `The final statuses are ${list(FINAL_RUN_STATUSES)}. A run blocks its workspace (R10) while it is\n` +
      `${list(HOLDING_RUN_STATUSES)}, or \`confirmed\` for a later time. Dry runs block nothing.`,
    "## Plans and applies",
    diagram(PHASE_TRANSITIONS, "pending"),
    transitions(PHASE_TRANSITIONS),
    "## Tasks",
    "A task is what an agent gets: the plan of a run, or its apply.",
    diagram(TASK_TRANSITIONS, "queued"),
    transitions(TASK_TRANSITIONS),
  );
