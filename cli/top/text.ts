import type { Output } from "../shell/output.js";
import { fitted, tableWidth } from "../shell/table.js";
import { cut, padded, shortened, widthOf } from "../shell/text.js";
import type { AgentRow, PoolRow, RunRow, View } from "./view.js";

type Style = Parameters<Output["style"]>[0];

/** A line as plain text, and how to colour parts of it: what is cut to the screen's width is the text. */
export type Line = readonly { readonly text: string; readonly style?: Style }[];

interface Section {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Column whose text is coloured by what it says. */
  readonly coloured: number;
  /** Column that is left out where not all have room. */
  readonly least: number;
  /** What stands there when there is no row. */
  readonly empty: string;
}

const STYLES: Readonly<Record<string, Style>> = {
  idle: "green",
  busy: "cyan",
  offline: "red",
  errored: "red",
  planning: "cyan",
  applying: "cyan",
  planned: "yellow",
  plan_queued: "yellow",
  apply_queued: "yellow",
  pending: "yellow",
  confirmed: "yellow",
  applied: "green",
  planned_and_finished: "green",
  planned_and_saved: "green",
  canceled: "dim",
  discarded: "dim",
};

/** Names come from anywhere: nothing in them may steer the terminal. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, "\ufffd");

const poolCells = ({ name, type, default: isDefault, slots, running, queued, agents, online }: PoolRow) => [
  isDefault ? `${name} (default)` : name,
  type,
  `${running}/${slots}`,
  String(queued),
  `${online} of ${agents} online`,
];

const agentCells = ({ name, pool, status, running, concurrency, id }: AgentRow) => [
  name,
  status,
  pool,
  `${running}/${concurrency}`,
  id,
];

/** The day is the same for nearly all; the time of day tells more in less room. */
const timeOf = (iso: string) => iso.slice(11, 19);

const runCells = ({ id, workspace, status, pool, agent, since }: RunRow) => [
  id,
  status,
  timeOf(since),
  workspace,
  pool ?? "-",
  agent ?? "-",
];

const sectionsOf = ({ pools, agents, runs }: View): readonly Section[] => [
  {
    headings: ["POOL", "TYPE", "SLOTS", "QUEUED", "AGENTS"],
    rows: pools.map(poolCells),
    coloured: -1,
    least: 1,
    empty: "",
  },
  {
    headings: ["AGENT", "STATUS", "POOL", "RUNS", "ID"],
    rows: agents.map(agentCells),
    coloured: 1,
    least: 4,
    empty: "No agents. Start one with `scalr-sandbox agent`.",
  },
  {
    headings: ["RUN", "STATUS", "SINCE", "WORKSPACE", "POOL", "AGENT"],
    rows: runs.map(runCells),
    coloured: 1,
    least: 2,
    empty: "No runs. Queue one with `scalr-sandbox run`.",
  },
];

/** The rows of each section if not all fit: equal shares, and rows that one section does not need go to the others. */
export function shares(wanted: readonly number[], room: number): readonly number[] {
  const given = wanted.map(() => 0);
  for (let left = Math.max(0, room); left > 0; ) {
    const hungry = wanted.flatMap((rows, i) => (rows > given[i]! ? [i] : []));
    if (hungry.length === 0) break;
    for (const i of hungry.slice(0, left)) given[i]! += 1;
    left -= Math.min(hungry.length, left);
  }
  return given;
}

function sectionLines(
  { headings, rows, coloured, least, empty }: Section,
  shown: number,
  width: number,
): Line[] {
  if (rows.length === 0) return [[{ text: empty, style: "dim" }]];
  const hidden = rows.length - shown;
  // Of what does not fit, one line says how much it is.
  const cells = rows.slice(0, hidden > 0 ? Math.max(0, shown - 1) : shown).map((row) => row.map(printable));
  const isTooWide = tableWidth([headings, ...cells]) > width;
  const [top = [], ...body] = [headings, ...cells].map((row) =>
    isTooWide ? row.filter((_, i) => i !== least) : row,
  );
  const widths = fitted([top, ...body], width);
  const pad = (row: readonly string[]) =>
    row.map((cell, i) => `${padded(shortened(cell, widths[i]!), widths[i]!)}  `);
  return [
    [{ text: pad(top).join(""), style: "bold" as const }],
    ...body.map((row) => pad(row).map((text, i) => ({ text, ...(i === coloured && styleOf(row[i]!)) }))),
    ...(hidden > 0 ? [[{ text: `... and ${rows.length - cells.length} more`, style: "dim" as const }]] : []),
  ];
}

const styleOf = (status: string) => (STYLES[status] === undefined ? {} : { style: STYLES[status] });

/** The whole table; `room` is how many lines there are and `width` how many columns, infinite where there is no screen. */
export function tableLines(view: View, headline: Line, room: number, width: number): readonly Line[] {
  const { runners, waiting, executing } = view;
  const summary =
    `${executing} executing, ${waiting} waiting; ` +
    `Scalr runners: ${runners.running} of ${runners.quota} busy, ${runners.queued} queued`;
  const sections = sectionsOf(view);
  // Two lines above, and a heading and an empty line for each section.
  const fixed = 2 + 2 * sections.length;
  const wanted = sections.map(({ rows }) => rows.length);
  const given = Number.isFinite(room) ? shares(wanted, room - fixed) : wanted;
  return [
    headline,
    [{ text: summary }],
    ...sections.flatMap((section, i) => [[], ...sectionLines(section, given[i]!, width)]),
  ].slice(0, room);
}

/** Cuts a line to a width, and colours what is left of it. */
export function drawLine(out: Output, line: Line, width: number): string {
  let left = width;
  let drawn = "";
  const end = line.findLastIndex(({ text }) => text.trimEnd() !== "");
  for (const [i, { text, style }] of line.slice(0, end + 1).entries()) {
    const shown = cut(i === end ? text.trimEnd() : text, left);
    left -= widthOf(shown);
    drawn += style === undefined || shown === "" ? shown : out.style(style, shown);
  }
  return drawn;
}
