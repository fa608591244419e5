import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generated } from "../../fleet/index.js";
import { cleanEnvironment, ranOf, typed } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";

const WEEK = ["--rate", "mon-fri 08:00-18:00: 60, else 6", "--days", "7", "--workspaces", "30"];

describe("a week that is made up", () => {
  it("says how many agents are enough, as a table, JSON, CSV and a page", async () => {
    const folder = temporaryFolder();
    const design = [
      "--agents",
      "private=1..3",
      "--slots",
      "2",
      "--target",
      "95% within 60s",
      "--price",
      "0.5",
    ];
    const args = ["simulate", ...WEEK, ...design];
    const files = ["--csv", "table.csv", "--html", join(folder, "report.html")];
    const ran = await typed([
      ...args,
      ...files.map((file) => file.replace("table.csv", join(folder, "table.csv"))),
      "--json",
    ]);
    expect(ran.code).toBe(0);
    const report = JSON.parse(ran.stdout);
    expect(report).toMatchObject({ designs_asked: 3, partial: false });
    const [first, ...more] = report.designs.map(({ pools }: { pools: unknown[] }) => pools[0]);
    expect(first.target.met).toBe(false);
    // More agents cost more and let nobody wait for longer.
    for (const [n, pool] of more.entries()) {
      const before = n === 0 ? first : more[n - 1];
      expect(pool.mean_wait_seconds).toBeLessThanOrEqual(before.mean_wait_seconds);
      expect(pool.cost).toBeGreaterThan(before.cost);
      expect(pool.cost).toBeCloseTo(pool.agent_hours * 0.5, 6);
    }
    const enough = report.designs.find(
      ({ pools }: { pools: { target: { met: boolean } }[] }) => pools[0]!.target.met,
    );
    expect(report.answers).toMatchObject([{ pool: "private", design: enough.design }]);

    const [header, ...rows] = readFileSync(join(folder, "table.csv"), "utf8").trimEnd().split("\n");
    expect(header!.split(",").slice(0, 2)).toEqual(["design", "pool"]);
    expect(rows.map((row) => row.split(",")[0])).toEqual(
      report.designs.map(({ design }: { design: string }) => design),
    );

    const page = readFileSync(join(folder, "report.html"), "utf8");
    expect(page).not.toMatch(/<script|https?:|<link|<img|@import|url\(/);
    expect(page.match(/<svg /g)!.length).toBe(3);
    expect(page).toContain("is enough for");

    const text = await typed(args);
    expect(text.stdout).toContain(`"${enough.design}" is enough for "95% within 60s"`);
  });

  it("is the same for the same seed, and another for another", async () => {
    const seeded = async (seed: string) =>
      JSON.parse((await typed(["simulate", ...WEEK, "--agents", "a=1", "--seed", seed, "--json"])).stdout)
        .designs;
    expect(await seeded("7")).toEqual(await seeded("7"));
    expect(await seeded("7")).not.toEqual(await seeded("8"));
  });

  it("has the rate of each hour, the durations and the share of dry runs that were asked for", async () => {
    const common = { days: 70, workspaces: 50, confirm: null, seed: 3 };
    const workload = generated({
      ...common,
      rate: "mon-fri 08:00-18:00: 60, else 6",
      plan: "exponential:30s",
      apply: "lognormal:40s:0.5",
      dry: 25,
    });
    let [busy, quiet, dry, plans] = [0, 0, 0, 0];
    const applies: number[] = [];
    for await (const batch of workload.open())
      for (const run of batch) {
        const hour = (run.at / 3_600_000) % 168;
        const isBusy = Math.floor(hour / 24) < 5 && hour % 24 >= 8 && hour % 24 < 18;
        if (isBusy) busy++;
        else quiet++;
        if (run.dry) dry++;
        else applies.push(run.apply!);
        plans += run.plan;
      }
    const runs = busy + quiet;
    const near = (value: number, expected: number, part: number) =>
      expect(Math.abs(value / expected - 1), `${value}, not ${expected}`).toBeLessThan(part);
    near(busy / 500, 60, 0.03);
    near(quiet / (1_680 - 500), 6, 0.05);
    near(dry / runs, 0.25, 0.04);
    near(plans / runs, 30_000, 0.03);
    applies.sort((a, b) => a - b);
    near(applies[applies.length >> 1]!, 40_000, 0.03);
  });

  it.each([
    [["--rate", "many"], "set the runs per hour"],
    [["--rate", "0"], "--rate gives no runs"],
    [["--rate", "10", "--plan", "long"], '--plan "long": write a time such as 60s'],
    [["--rate", "10", "--apply", "lognormal:60s"], '--apply "lognormal:60s"'],
    [["--rate", "10", "--dry", "101"], "--dry is a percentage"],
    [["--rate", "10", "--days", "0"], "--days can be more than 0"],
    [["--rate", "100000", "--days", "3000"], "give more than"],
    [["--rate", "10", "--trace", "t.csv"], "Give one of --trace, --rate and --from"],
  ])("is refused where it does not fit: %j", async (args, message) => {
    const ran = await typed(["simulate", "--agents", "a=1", ...args]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain(message);
  });
});

it("Ctrl-C prints what is known so far, and says that it is not all", async () => {
  const program = join(import.meta.dirname, "../../dist/cli/main.js");
  const args = ["simulate", "--rate", "2000", "--days", "100", "--agents", "a=100..110", "--json"];
  const child = spawn(process.execPath, [program, ...args], {
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = ranOf(child);
  // The first line of progress: it is at work.
  await once(child.stderr, "data");
  child.kill("SIGINT");
  const { code, stdout, stderr } = await ended;
  expect(code).toBe(130);
  const report = JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
  expect(report).toMatchObject({ partial: true, designs_asked: 11 });
  expect(report.designs.at(-1)).toMatchObject({ partial: true, stuck: 0 });
  expect(report.designs.at(-1).pools[0].runs).toBeGreaterThan(0);
  expect(stderr).toMatch(/of 11 designs are complete, (one is|\d are) partial/);
});

describe("a world file", () => {
  const world = `
account: { id: acc-w, name: W }
environments:
  - { id: env-prod, name: production, default-workspace-agent-pool: apool-prod }
  - { id: env-dev, name: dev }
agent-pools:
  - { id: apool-prod, name: production, environments: [env-prod] }
  - { id: apool-own, name: own }
workspaces:
  - { id: ws-api, name: api, environment: env-prod }
  - { id: ws-web, name: web, environment: env-dev, agent-pool: apool-own }
  - { id: ws-job, name: job, environment: env-dev }
`;
  const HEADER = "at,workspace,plan_seconds,apply_seconds,dry,environment,pool\n";

  async function simulate(rows: string, ...args: string[]) {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "world.yaml"), world);
    writeFileSync(join(folder, "trace.csv"), HEADER + rows);
    const files = ["--world", join(folder, "world.yaml"), "--trace", join(folder, "trace.csv")];
    return typed(["simulate", ...files, ...args, "--json"]);
  }

  it("decides where runs execute: its links, its defaults and its access", async () => {
    const rows = [
      "0,api,60,0,true,production,",
      "0,web,60,0,true,dev,",
      "0,job,60,0,true,dev,",
      "0,new,60,0,true,dev,",
    ];
    const ran = await simulate(`${rows.join("\n")}\n`, "--agents", "production=1", "--agents", "own=1");
    const { pools } = JSON.parse(ran.stdout);
    expect(pools.map(({ name, runs }: { name: string; runs: number }) => [name, runs])).toEqual([
      ["own", 1],
      ["production", 1],
      ["scalr-runners", 2],
    ]);
  });

  it("refuses a run a pool that its environment may not use (R3), and the figures say so", async () => {
    const ran = await simulate("0,job,60,0,true,dev,production\n", "--agents", "production=1");
    const report = JSON.parse(ran.stdout);
    expect(report.errored).toMatchObject([
      { runs: 1, message: expect.stringContaining("not available in environment") },
    ]);
    expect(report.warnings[0]).toContain("1 run ended errored");
  });

  it.each([
    [
      "0,api,60,0,true,nowhere,\n",
      ["--agents", "own=1"],
      'trace.csv:2: the world has no environment "nowhere"',
    ],
    [
      "0,api,60,0,true,production,ghost\n",
      ["--agents", "own=1"],
      'trace.csv:2: design "own=1" has no pool "ghost"',
    ],
    [
      "0,api,60,0,true,production,\n",
      ["--agents", "ghost=1"],
      '--agents ghost: the world has no pool "ghost". It has: own, production.',
    ],
  ])("refuses what it does not have: %s %j", async (rows, args, message) => {
    const ran = await simulate(rows, ...args);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout).error.message).toContain(message);
  });
});
