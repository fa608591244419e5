import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { postgres } from "../support/postgres.js";
import { tofu } from "../support/tofu.js";

const root = join(import.meta.dirname, "..", "..");

interface Aim {
  readonly what: string;
  readonly figure: number;
  readonly reached: boolean;
}

/** What must be measured, by benchmark: rows that have these fields. */
const BENCHMARKS: Readonly<Record<string, readonly object[]>> = {
  api: ["read", "list", "create", "update"].flatMap((operation) =>
    [100, 300].flatMap((size) =>
      ["simulator", "bare Express", "json-server"].map((contender) => ({ operation, size, contender })),
    ),
  ),
  boot: [
    { what: "start of the process", size: 300 },
    { what: "slowest read, compaction", size: 300 },
    { what: "agents are removed", size: 50 },
  ],
  dispatch: [
    { what: "queued to started", agents: 1 },
    { what: "queued to started", agents: 3 },
    { what: "processor time a run", queued: 20 },
    { what: "processor time a run", queued: 60 },
  ],
  simulate: [
    { what: "one design", runs: 2_000 },
    { what: "one design", runs: 4_000 },
    { what: "8 designs, 2 days" },
  ],
  ...(postgres && {
    scale: [
      { what: "durable creates", engine: "data folder", size: 64 },
      { what: "durable creates", engine: "PostgreSQL", size: 64 },
      { what: "takeover", engine: "PostgreSQL", size: 100 },
      { what: "processor time a heartbeat", size: 30 },
      { what: "wait for an idle agent, 99 %", engine: "data folder", size: 20 },
      { what: "longest pause of the simulator", engine: "data folder", size: 20 },
      { what: "wait for an idle agent, 99 %", engine: "PostgreSQL", size: 40 },
    ],
  }),
  runs: [
    { what: "this project, embedded engine", load: "idle" },
    ...(tofu
      ? [
          { what: "the tofu commands alone", load: "idle" },
          { what: "this project, the same tofu", load: "idle" },
        ]
      : []),
  ],
};

// They check what is answered: a short run that ends has had the right answers. How fast it was is nobody's business here.
it.each(Object.entries(BENCHMARKS))("bench:%s works", { timeout: 120_000 }, async (name, wanted) => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const file = join(folder, "results.json");
    const args = [join(root, "bench", `${name}.mjs`), "--short", "--json", file];
    // One that was built for the tests is on no path.
    const env = { ...process.env, ...(tofu !== null && { SCALR_SANDBOX_TOFU: tofu }) };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    const { machine, rows, aims } = JSON.parse(readFileSync(file, "utf8"));
    expect(machine.node).toBe(process.version);
    for (const row of wanted) {
      const found = rows.find((one: Record<string, unknown>) =>
        Object.entries(row).every(([key, value]) => one[key] === value),
      );
      expect(found, JSON.stringify(row)).toBeDefined();
      // A simulation is measured once, by its processor time; everything else several times.
      expect(name === "simulate" ? found.cpu : found.median, JSON.stringify(found)).toBeGreaterThan(0);
    }
    expect(aims.length).toBeGreaterThan(0);
    for (const { what, figure, reached } of aims as Aim[]) {
      expect(figure, what).toBeGreaterThan(0);
      expect(stdout).toMatch(new RegExp(`${reached ? "reached" : "missed"} +${what}: `));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it("says what it does not know", async () => {
  const args = [join(root, "bench", "boot.mjs"), "--sizes", "many"];
  const failed = await promisify(execFile)(process.execPath, args).catch((error) => error);
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain('--sizes: "many" is not a whole number');
});

it("compares two checkouts, here one with itself", { timeout: 120_000 }, async () => {
  const args = [
    join(root, "bench", "compare.mjs"),
    "--before",
    root,
    "--rounds",
    "1",
    "boot",
    "--",
    "--short",
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout).toMatch(/start of the process.* +[\d.]+ +[\d.]+ +[\d.]+$/m);
});

it.each([
  [["--before", root], "Name one benchmark."],
  [["--before", root, "runs", "boot"], "Name one benchmark."],
  [["runs"], "--before names the folder of the other checkout."],
  [["--before", tmpdir(), "runs"], `${tmpdir()} has no bench/runs.mjs, or is not built.`],
  [["--before", root, "--rounds", "0", "runs"], '--rounds: "0" is not a whole number'],
  [["--befor", root, "runs"], "Unknown option '--befor'"],
])("does not compare what it is not told exactly: %j", async (args, message) => {
  const script = join(root, "bench", "compare.mjs");
  const failed = await promisify(execFile)(process.execPath, [script, ...args]).catch((error) => error);
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain(message);
});
