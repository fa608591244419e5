import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";

/** The value below which a share of all values lies. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What the figures depend on besides the code. */
export function machine() {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    loadWhenStarted: Number(loadavg()[0].toFixed(2)),
  };
}

const FLAGS = {
  sizes: { type: "string" },
  runs: { type: "string" },
  seconds: { type: "string" },
  only: { type: "string" },
  json: { type: "string" },
  short: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
};

/**
 * Reads the command line: `full` and `short` are the settings of the two modes, of which `--sizes`, `--runs` and `--seconds`
 * replace single ones, and `--only` one of their `parts`. Prints `help` and ends the process when asked for it.
 */
export function settings(help, full, short) {
  const fail = (text) => {
    console.error(`${text}\n\n${help}`);
    process.exit(2);
  };
  let values;
  try {
    ({ values } = parseArgs({ options: FLAGS }));
  } catch (error) {
    fail(error.message);
  }
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const whole = (flag, text) =>
    /^[1-9]\d{0,6}$/.test(text.trim())
      ? Number(text)
      : fail(`--${flag}: "${text}" is not a whole number from 1 up.`);
  const part = (name) =>
    full.parts?.includes(name)
      ? name
      : fail(
          `--only: "${name}" is not a part of this benchmark${full.parts ? `: ${full.parts.join(", ")}` : ", which has only one"}.`,
        );
  return {
    ...(values.short ? short : full),
    ...(values.sizes !== undefined && { sizes: values.sizes.split(",").map((size) => whole("sizes", size)) }),
    ...(values.runs !== undefined && { runs: whole("runs", values.runs) }),
    ...(values.only !== undefined && { parts: [part(values.only)] }),
    ...(values.seconds !== undefined && { seconds: whole("seconds", values.seconds) }),
    short: values.short,
    json: values.json,
    machine: machine(),
  };
}

/** Lines of columns; numbers to the right. `columns`: heading and what to show of a row. */
export function table(rows, columns) {
  const cells = rows.map((row) => columns.map(([, show]) => show(row)));
  const texts = cells.map((line) => line.map((cell) => (typeof cell === "number" ? shown(cell) : cell)));
  const widths = columns.map(([heading], at) =>
    Math.max(heading.length, ...texts.map((line) => line[at].length)),
  );
  const line = (parts, isNumber) =>
    parts
      .map((text, at) => (isNumber(at) ? text.padStart(widths[at]) : text.padEnd(widths[at])))
      .join("  ")
      .trimEnd();
  const numeric = (at) => typeof cells[0]?.[at] === "number";
  return [
    line(
      columns.map(([heading]) => heading),
      numeric,
    ),
    line(
      widths.map((width) => "-".repeat(width)),
      () => false,
    ),
    ...texts.map((parts) => line(parts, numeric)),
  ].join("\n");
}

function shown(value) {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** An aim and what was measured: `figure` must be at least, or at most, `aim`. */
export const atLeast = (what, figure, aim, unit = "") => judged(what, figure, "at least", aim, unit);
export const atMost = (what, figure, aim, unit = "") => judged(what, figure, "at most", aim, unit);

function judged(what, figure, sense, aim, unit) {
  const reached = sense === "at least" ? figure >= aim : figure <= aim;
  return { what, figure, sense, aim, unit, reached };
}

/** Facts about the machine, in one line. */
export const factsLine = (facts) =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${value ?? "none"}`)
    .join(" · ");

/** Prints facts, table and aims, and writes all of it where `--json` says. A missed aim is a figure, not a failure. */
export function report(given, { rows, columns, aims }) {
  console.log(`\n${factsLine(given.machine)}\n\n${table(rows, columns)}\n`);
  for (const { what, figure, sense, aim, unit, reached } of aims)
    console.log(
      `${reached ? "reached" : "missed "}  ${what}: ${shown(figure)}${unit} (aim: ${sense} ${aim}${unit})`,
    );
  if (given.short) console.log("\nA short run: it shows that everything works, not how fast it is.");
  if (given.json === undefined) return;
  const file = resolve(given.json);
  mkdirSync(dirname(file), { recursive: true });
  const { machine: facts_, short, runs, sizes } = given;
  writeFileSync(file, `${JSON.stringify({ machine: facts_, short, runs, sizes, rows, aims }, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}
