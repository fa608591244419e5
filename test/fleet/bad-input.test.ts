import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { typed } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";

const HEADER = "at,workspace,plan_seconds,apply_seconds";

const traces: readonly (readonly [string, string, string])[] = [
  ["is empty", "", "trace.csv is empty. Its first line has to name columns"],
  ["has no runs", `${HEADER}\n\n`, "trace.csv has no runs"],
  ["lacks a column", "at,workspace,plan_seconds\n0,a,1\n", "trace.csv:1: the header lacks apply_seconds"],
  [
    "has a column that there is not",
    `${HEADER},colour\n0,a,1,1,red\n`,
    'trace.csv:1: there is no column "colour"',
  ],
  ["has a column twice", `${HEADER},at\n0,a,1,1,0\n`, 'trace.csv:1: column "at" appears twice'],
  ["has a gap", `${HEADER}\n0,a,1,1\n1,b,1\n`, "trace.csv:3: there are 3 cells, but the header has 4"],
  ["lacks a time", `${HEADER}\n,a,1,1\n`, 'trace.csv:2: at is ""'],
  ["has an invalid time", `${HEADER}\nsoon,a,1,1\n`, 'trace.csv:2: at is "soon"'],
  [
    "has a day that there is not",
    `${HEADER}\n2026-02-31T00:00:99Z,a,1,1\n`,
    'trace.csv:2: at is "2026-02-31T00:00:99Z"',
  ],
  ["mixes forms of time", `${HEADER}\n0,a,1,1\n2026-03-02T09:00:00Z,a,1,1\n`, "trace.csv:3: at is"],
  ["goes back in time", `${HEADER}\n5,a,1,1\n4,b,1,1\n`, "trace.csv:3: the time goes back, from 5 s to 4 s"],
  ["has a negative time", `${HEADER}\n-5,a,1,1\n`, "trace.csv:2: at is negative"],
  ["has a negative duration", `${HEADER}\n0,a,-1,1\n`, "trace.csv:2: plan_seconds is negative (-1)"],
  ["lacks a duration", `${HEADER}\n0,a,,1\n`, "trace.csv:2: plan_seconds is missing"],
  ["lacks the duration of an apply", `${HEADER}\n0,a,1,\n`, "trace.csv:2: apply_seconds is missing"],
  ["has an invalid duration", `${HEADER}\n0,a,NaN,1\n`, 'trace.csv:2: plan_seconds is "NaN"'],
  ["has an endless duration", `${HEADER}\n0,a,1e999,1\n`, 'trace.csv:2: plan_seconds is "1e999"'],
  ["lacks a workspace", `${HEADER}\n0,,1,1\n`, "trace.csv:2: workspace is missing"],
  ["has a dry that is neither", `${HEADER},dry\n0,a,1,1,perhaps\n`, 'trace.csv:2: dry is "perhaps"'],
  [
    "has a pool that there is not",
    `${HEADER},pool\n0,a,1,1,build\n0,b,1,1,bild\n`,
    'trace.csv:3: design "build=1" has no pool "bild"',
  ],
  ["has an open quote", `${HEADER}\n0,"a,1,1\n`, "trace.csv:2: a quote is not closed"],
];

describe("a trace that", () => {
  it.each(traces)("%s is refused, with its file and line", async (_what, trace, message) => {
    const folder = temporaryFolder();
    const file = join(folder, "trace.csv");
    writeFileSync(file, trace);
    const ran = await typed(["simulate", "--trace", file, "--agents", "build=1", "--json"]);
    expect(ran.code).toBe(2);
    const { ok, error } = JSON.parse(ran.stdout);
    expect(ok).toBe(false);
    expect(error.message.replaceAll(`${folder}/`, "")).toContain(message);
    // Nothing that looks like a report.
    expect(ran.stdout).not.toContain("mean_wait_seconds");
  });

  it("does not exist, or is a folder, is refused", async () => {
    const absent = await typed(["simulate", "--trace", "/nowhere/trace.csv"]);
    expect(absent).toMatchObject({ code: 2, stderr: expect.stringContaining("there is no such file") });
    const folder = await typed(["simulate", "--trace", temporaryFolder()]);
    expect(folder).toMatchObject({ code: 2, stderr: expect.stringContaining("is a folder") });
  });
});

describe.skipIf(process.platform === "win32")("a trace that can be read only once", () => {
  it("is refused: a second reading would find no runs", async () => {
    const pipe = join(temporaryFolder(), "trace.csv");
    execFileSync("mkfifo", [pipe]);
    const ran = await typed(["simulate", "--trace", pipe, "--agents", "build=1..2"]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("Write the trace to a file, and name that.");
  });
});

describe("a report", () => {
  const TRACE = `${HEADER}\n0,a,1,1\n`;

  it.each([
    ["--waits", "trace.csv", "--waits and --trace name the same file"],
    ["--csv", "trace.csv", "--csv and --trace name the same file"],
    ["--html", "../link.csv", "--html and --trace name the same file"],
    ["--csv", "no/such/folder.csv", "--csv was not written: "],
    ["--waits", ".", "is a folder. Name a file."],
  ])("%s %s is refused before anything is simulated, and the trace stays", async (flag, name, message) => {
    const folder = join(temporaryFolder(), "in");
    mkdirSync(folder);
    const trace = join(folder, "trace.csv");
    writeFileSync(trace, TRACE);
    symlinkSync(trace, join(folder, "../link.csv"));
    const ran = await typed(["simulate", "--trace", trace, "--agents", "build=1", flag, join(folder, name)]);
    expect(ran.code).toBeGreaterThan(0);
    expect(ran.stdout).toBe("");
    expect(ran.stderr).toContain(message);
    expect(readFileSync(trace, "utf8")).toBe(TRACE);
  });

  it("does not replace another report of the same simulation", async () => {
    const both = join(temporaryFolder(), "both");
    const ran = await typed([
      "simulate",
      "--rate",
      "1",
      "--agents",
      "build=1",
      "--csv",
      both,
      "--html",
      both,
    ]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain(`--html and --csv name the same file, ${both}.`);
    expect(existsSync(both)).toBe(false);
  });
});

const designs: readonly (readonly [readonly string[], string])[] = [
  [["--agents", "build"], "--agents build: give a pool and a value"],
  [["--agents", "build=few"], "is neither a number such as 3 nor a range such as 2..8"],
  [["--agents", "build=8..2"], "the range ends before it begins"],
  [["--agents", "build=1..5000"], "at most 200 are simulated at once"],
  [["--agents", "build=1..20", "--quota", "1..20"], "That makes 400 designs"],
  [["--agents", "build=1", "--agents", "build=2"], '--agents names pool "build" twice'],
  [["--agents", "build=1", "--slots", "6"], "--slots 6: it can be 1 to 5"],
  [["--agents", "build=1", "--slots", "bild=2"], 'no --agents names pool "bild"'],
  [["--agents", "build=1", "--slots", "2", "--slots", "3"], "--slots is set twice"],
  [["--agents", "build=08:00-18:00: 6"], 'it has to end in "else" and a number'],
  [["--agents", "build=08:00-18:00: 6, 09:00-10:00: 2, else 1"], "it says both 6 and 2 for mon 09:00"],
  [["--agents", "build=08:00-29:00: 6, else 1"], "has a time that is not one of 00:00 to 24:00"],
  [["--agents", "build=serverless:soon"], '"soon" is not a start-up delay'],
  [["--agents", "scalr-runners=3"], "that is the pool of the Scalr runners"],
  [["--target", "fast"], 'write it as "95% within 30s"'],
  [["--price", "-1"], "--price must be a price per hour"],
];

describe("a design that does not fit", () => {
  it.each(designs)("%j is refused", async (args, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "trace.csv"), `${HEADER}\n0,a,1,1\n`);
    const ran = await typed(["simulate", "--trace", join(folder, "trace.csv"), ...args]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain(message);
  });
});

it("a simulation without runs says how to name them", async () => {
  expect(await typed(["simulate"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--trace trace.csv"),
  });
});
