import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { erlangC, firstComeFirstServed, poissonJobs, traceOf } from "./queueing.js";

const SERVICE = 60_000;
const LOAD = 0.8;

/** The seeds are fixed: with so few runs another one may be further from the theory than 5 %, which says nothing of the program. */
const queues = [
  { servers: 1, runs: 100_000, seed: 4, flags: ["--agents", "build=1", "--slots", "1"] },
  { servers: 5, runs: 200_000, seed: 4, flags: ["--agents", "build=1"] },
  { servers: 10, runs: 100_000, seed: 4, flags: ["--agents", "build=2"] },
];

describe("dry runs of their own workspaces, at 80 % load", () => {
  it.each(queues)(
    "wait on $servers slots as theory says",
    { timeout: 600_000 },
    async ({ servers, runs, seed, flags }) => {
      const folder = temporaryFolder();
      const jobs = poissonJobs(runs, servers, LOAD, SERVICE, seed);
      writeFileSync(join(folder, "trace.csv"), traceOf(jobs));
      const ran = await cli(
        ["simulate", "--trace", "trace.csv", ...flags, "--waits", "waits.csv", "--json"],
        { cwd: folder },
      );
      expect(ran.stderr.replaceAll(/^Design 1 of 1 .*\n/gm, "")).toBe("");
      expect(ran.code).toBe(0);
      const report = JSON.parse(ran.stdout.trimEnd().split("\n").at(-1)!);
      const [pool] = report.pools;
      expect(report.pools).toHaveLength(1);
      expect(pool).toMatchObject({ name: "build", runs, limit: "slots" });

      const expected = firstComeFirstServed(jobs, servers);
      const waits = new Map<string, number>();
      for (const line of readFileSync(join(folder, "waits.csv"), "utf8").split("\n").slice(1, -1)) {
        const [, workspace, , , , , , , wait] = line.split(",");
        waits.set(workspace!, Math.round(Number(wait) * 1000));
      }
      const wrong = expected.flatMap((wait, n) => (waits.get(`workspace-${n}`) === wait ? [] : [n]));
      expect(wrong).toEqual([]);
      expect(waits.size).toBe(runs);

      const mean = expected.reduce((sum, wait) => sum + wait, 0) / runs / 1000;
      expect(pool.mean_wait_seconds).toBeCloseTo(mean, 6);
      expect(pool.longest_wait_seconds).toBe(expected.reduce((a, b) => Math.max(a, b)) / 1000);
      const sorted = expected.toSorted((a, b) => a - b);
      for (const [name, part] of [
        ["p50_wait_seconds", 0.5],
        ["p95_wait_seconds", 0.95],
        ["p99_wait_seconds", 0.99],
      ] as const) {
        const exact = sorted[Math.ceil(part * runs) - 1]! / 1000;
        expect(Math.abs(pool[name] - exact), name).toBeLessThanOrEqual(0.005 * exact + 0.001);
      }
      const theory = erlangC(servers, LOAD, SERVICE / 1000);
      expect(Math.abs(pool.mean_wait_seconds / theory - 1)).toBeLessThan(0.05);
    },
  );
});
