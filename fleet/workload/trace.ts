import { cellsOf } from "../input/csv.js";
import { FleetInputError } from "../input/errors.js";
import { linesOf } from "../input/lines.js";
import type { Arrival, Workload } from "./workload.js";

/** The columns of a trace; docs/reference is made from this table. */
const TRACE_COLUMNS = {
  at: {
    required: true,
    what: "When the run is queued: seconds from the start, or a date and time in ISO 8601",
  },
  workspace: { required: true, what: "Name of its workspace; one that the world does not have is added" },
  plan_seconds: { required: true, what: "How long its plan executes" },
  apply_seconds: {
    required: true,
    what: "How long its apply executes; `none` if the plan finds no changes. Ignored for a dry run",
  },
  dry: { required: false, what: "`true` for a dry run, which ends after its plan; `false` when absent" },
  confirm_seconds: {
    required: false,
    what: "How long the planned run waits to be confirmed; 0, applied at once, when absent",
  },
  environment: { required: false, what: "Name of the workspace's environment" },
  pool: { required: false, what: "Name of the pool that the workspace is linked to" },
} as const;

type Column = keyof typeof TRACE_COLUMNS;
const COLUMNS = Object.keys(TRACE_COLUMNS) as Column[];

/** The origin of a trace whose times are seconds: a Monday, 00:00 UTC. */
export const UNDATED_ORIGIN = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

type Places = Readonly<Record<Column, number>>;

/** The lines of a trace in batches. Each call begins at the first line. */
type Lines = () => AsyncIterable<readonly string[]>;

/** A trace in a CSV file. @throws FleetInputError */
export const openTrace = (file: string): Promise<Workload> => openLines(file, () => linesOf(file));

/** A trace that is in memory; `name` stands for it in messages. @throws FleetInputError */
export const traceFromText = (name: string, text: string): Promise<Workload> =>
  openLines(name, () => linesOfText(text));

/** Lines in one batch. */
const BATCH = 1_000;

async function* linesOfText(text: string): AsyncGenerator<readonly string[]> {
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += BATCH) yield lines.slice(at, at + BATCH);
}

/** Reads the first run to find out the form of times in the trace. */
async function openLines(file: string, open: Lines): Promise<Workload> {
  let first: string | undefined;
  for await (const lines of open())
    for (const line of lines) {
      if (line.trim() === "") continue;
      if (first !== undefined) {
        const where = `${file}:2`;
        const at = cellsOf(line, where)[placesOf(first, file).at]?.trim() ?? "";
        const moment = isSeconds(at) ? null : momentOf(at, where);
        const origin = moment === null ? UNDATED_ORIGIN : Math.floor(moment / DAY) * DAY;
        return {
          title: file,
          origin,
          dated: moment !== null,
          open: () => read(file, open(), moment === null ? null : origin),
        };
      }
      first = line;
    }
  if (first === undefined)
    throw new FleetInputError(`${file} is empty. Its first line has to name columns: ${COLUMNS.join(",")}`);
  placesOf(first, file);
  throw new FleetInputError(`${file} has no runs after its header.`);
}

function placesOf(header: string, file: string): Places {
  const where = `${file}:1`;
  const names = cellsOf(header.replace(/^\uFEFF/, ""), where).map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !COLUMNS.includes(name as Column));
  const all = `Columns are ${COLUMNS.join(", ")}; the last four are optional.`;
  if (unknown !== undefined) throw new FleetInputError(`${where}: there is no column "${unknown}". ${all}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new FleetInputError(`${where}: column "${twice}" appears twice.`);
  const missing = COLUMNS.filter((name) => TRACE_COLUMNS[name].required && !names.includes(name));
  if (missing.length > 0)
    throw new FleetInputError(`${where}: the header lacks ${missing.join(", ")}. ${all}`);
  return Object.fromEntries(COLUMNS.map((name) => [name, names.indexOf(name)])) as Places;
}

async function* read(
  file: string,
  all: AsyncIterable<readonly string[]>,
  origin: number | null,
): AsyncGenerator<readonly Arrival[]> {
  let number = 0;
  let places: Places | undefined;
  let width = 0;
  let last = Number.NEGATIVE_INFINITY;
  for await (const lines of all) {
    const arrivals: Arrival[] = [];
    for (const line of lines) {
      number++;
      if (line === "" || line === "\r" || line.trim() === "") continue;
      if (places === undefined) {
        places = placesOf(line, file);
        width = cellsOf(line, file).length;
        continue;
      }
      const where = `${file}:${number}`;
      const cells = cellsOf(line, where);
      if (cells.length !== width)
        throw new FleetInputError(`${where}: there are ${cells.length} cells, but the header has ${width}.`);
      const arrival = arrivalOf(cells, places, origin, where);
      if (arrival.at < last)
        throw new FleetInputError(
          `${where}: the time goes back, from ${last / 1000} s to ${arrival.at / 1000} s after the start. Sort the trace by \`at\`.`,
        );
      last = arrival.at;
      arrivals.push(arrival);
    }
    yield arrivals;
  }
}

function arrivalOf(cells: readonly string[], places: Places, origin: number | null, where: string): Arrival {
  const cell = (column: Column) => (places[column] < 0 ? "" : (cells[places[column]] ?? "").trim());
  const workspace = cell("workspace");
  if (workspace === "") throw new FleetInputError(`${where}: workspace is missing.`);
  const dry = booleanOf(cell("dry"), where);
  const apply = cell("apply_seconds");
  return {
    at: timeOf(cell("at"), origin, where),
    workspace,
    environment: cell("environment") || null,
    pool: cell("pool") || null,
    plan: durationOf(cell("plan_seconds"), "plan_seconds", where),
    apply: dry || apply === "none" ? null : durationOf(apply, "apply_seconds", where),
    confirm:
      cell("confirm_seconds") === "" ? 0 : durationOf(cell("confirm_seconds"), "confirm_seconds", where),
    dry,
    where,
  };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const isSeconds = (text: string) => NUMBER.test(text);

/** A hundred years, the longest advance of a clock. */
const LONGEST = 100 * 366 * DAY;

function timeOf(text: string, origin: number | null, where: string): number {
  if (text === "") throw new FleetInputError(`${where}: at is missing.`);
  if (origin !== null) {
    if (isSeconds(text))
      throw new FleetInputError(
        `${where}: at is "${text}", but the first run has a date. Use one form in the whole file.`,
      );
    return within(momentOf(text, where) - origin, where);
  }
  if (!isSeconds(text)) {
    momentOf(text, where);
    throw new FleetInputError(
      `${where}: at is "${text}", but the first run has a number of seconds. Use one form in the whole file.`,
    );
  }
  const seconds = Number(text);
  if (seconds < 0) throw new FleetInputError(`${where}: at is negative (${text}).`);
  return within(millisecondsOf(seconds), where);
}

/** A decimal of whole milliseconds is exact, whatever its binary form is. */
function millisecondsOf(seconds: number): number {
  const milliseconds = seconds * 1000;
  const whole = Math.round(milliseconds);
  return Math.abs(milliseconds - whole) < 1e-6 ? whole : milliseconds;
}

function within(at: number, where: string): number {
  if (at > LONGEST) throw new FleetInputError(`${where}: at is more than 100 years after the start.`);
  return at;
}

const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** ISO 8601; without a zone it is UTC. */
function momentOf(text: string, where: string): number {
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10)) || text.length <= 10 ? text : `${text}Z`;
  const moment = ISO.test(text) ? Date.parse(zoned.replace(" ", "T").replace(",", ".")) : Number.NaN;
  if (Number.isNaN(moment))
    throw new FleetInputError(
      `${where}: at is "${text}", which is neither a number of seconds nor a date such as 2026-03-02T09:30:00Z.`,
    );
  return moment;
}

function durationOf(text: string, column: Column, where: string): number {
  if (text === "") throw new FleetInputError(`${where}: ${column} is missing.`);
  const seconds = isSeconds(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(seconds))
    throw new FleetInputError(`${where}: ${column} is "${text}", not a number of seconds.`);
  if (seconds < 0) throw new FleetInputError(`${where}: ${column} is negative (${text}).`);
  return within(millisecondsOf(seconds), where);
}

function booleanOf(text: string, where: string): boolean {
  switch (text.toLowerCase()) {
    case "":
    case "false":
    case "0":
    case "no":
      return false;
    case "true":
    case "1":
    case "yes":
      return true;
    default:
      throw new FleetInputError(`${where}: dry is "${text}"; it can be true or false.`);
  }
}
