import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import { cleanEnvironment } from "./processes.mjs";

/** How many times faster than tofu the embedded engine has to be. */
export const AIM = 10;

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function machine(tofu) {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    // Over the minute before: of another's work, when it was more than the benchmark's own.
    load: Number(loadavg()[0].toFixed(1)),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    tofu: tofu === null ? null : versionOf(tofu),
  };
}

function versionOf(tofu) {
  const text = execFileSync(tofu, ["version"], { encoding: "utf8", env: cleanEnvironment() });
  return /^\w+ v\S+/m.exec(text)?.[0] ?? "unknown";
}

/**
 * From the measurements, one a contender, size, step and round: medians, and how many times as long as the contender each
 * other took for the same.
 */
export function summarise(measurements, { baseline }) {
  const groups = new Map();
  for (const one of measurements) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  const rows = [...groups.values()].map(([first, ...others]) => {
    const times = [first, ...others].map(({ milliseconds }) => milliseconds);
    const { contender, size, step } = first;
    return {
      contender,
      size,
      step,
      runs: times.length,
      median: median(times),
      least: Math.min(...times),
      most: Math.max(...times),
    };
  });
  return rows.map((row) => {
    const base = rows.find(
      (one) => one.contender === baseline && one.size === row.size && one.step === row.step,
    );
    return { ...row, timesFaster: base === undefined ? null : base.median / row.median };
  });
}

const keyOf = ({ contender, size, step }) => `${size} ${step} ${contender}`;

export function table(rows, baseline) {
  const headings = ["resources", "step", "who", "runs", "median ms", "least", "most", `× ${baseline}`];
  const cells = rows.map((row) => [
    String(row.size),
    row.step,
    row.contender,
    String(row.runs),
    ...[row.median, row.least, row.most].map((value) => value.toFixed(0)),
    row.timesFaster === null ? "-" : row.timesFaster.toFixed(1),
  ]);
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...cells.map((line) => line[at].length)),
  );
  const line = (texts) =>
    texts
      .map((text, at) => (at === 1 || at === 2 ? text.padEnd(widths[at]) : text.padStart(widths[at])))
      .join("  ")
      .trimEnd();
  return [line(headings), line(widths.map((width) => "-".repeat(width))), ...cells.map(line)].join("\n");
}

/** The aim, and for each engine whether it was reached. */
export function verdicts(rows) {
  return rows
    .filter(
      ({ contender, timesFaster, step }) =>
        contender.startsWith("engine") && timesFaster !== null && step !== "destroy",
    )
    .map(({ contender, size, step, timesFaster }) => {
      return { contender, size, step, timesFaster, reached: timesFaster >= AIM };
    });
}
