import { execFileSync } from "node:child_process";
import { machine as facts, median, table as tableOf } from "../shared/figures.mjs";
import { cleanEnvironment } from "../shared/processes.mjs";

/** How many times as fast as tofu the embedded engine has to be, by step; a step that is not here is not judged. */
export const AIMS = { apply: 6, refresh: 8 };

export const machine = (tofu) => ({ ...facts(), tofu: tofu === null ? null : versionOf(tofu) });

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

export const table = (rows, baseline) =>
  tableOf(rows, [
    ["resources", (row) => String(row.size)],
    ["step", (row) => row.step],
    ["who", (row) => row.contender],
    ["runs", (row) => String(row.runs)],
    ["median ms", (row) => row.median],
    ["least", (row) => row.least],
    ["most", (row) => row.most],
    [`× ${baseline}`, (row) => row.timesFaster ?? "-"],
  ]);

/** The aims, and for each engine whether it was reached. */
export function verdicts(rows) {
  return rows
    .filter(
      ({ contender, timesFaster, step }) =>
        contender.startsWith("engine") && timesFaster !== null && step in AIMS,
    )
    .map(({ contender, size, step, timesFaster }) => {
      return { contender, size, step, timesFaster, reached: timesFaster >= AIMS[step] };
    });
}
