import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { joinedAgent } from "../agent/agent-process.js";
import { typed } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { random } from "../support/random.mjs";
import { useSandbox } from "../support/sandbox.js";
import { type Observed, type RunOfTrace, Stage } from "./observed.js";
import { simulated } from "./support.js";

const box = useSandbox();

/** One agent that takes one run at a time, and two that take two each. */
const POOLS = [
  { name: "narrow", agents: 1, concurrency: 1 },
  { name: "wide", agents: 2, concurrency: 2 },
] as const;
const ENVIRONMENT = "stage";
const WORKSPACES = 7;
const RUNS = 26;

/** Runs in random order and of every kind, so many that they wait for slots and for each other. */
function traceOf(seed: number): RunOfTrace[] {
  const chance = random(seed);
  const seconds = (most: number) => Math.ceil(chance() * most * 1000) / 1000;
  const hasState = new Set<string>();
  let at = 0;
  return Array.from({ length: RUNS }, () => {
    at = Math.round((at + seconds(40)) * 1000) / 1000;
    const number = Math.floor(chance() * WORKSPACES);
    const workspace = `workspace-${number}`;
    const dry = chance() < 0.25;
    const applies = !dry && (chance() < 0.7 || !hasState.has(workspace));
    if (applies) hasState.add(workspace);
    return {
      at,
      workspace,
      environment: ENVIRONMENT,
      pool: number < 3 ? "narrow" : "wide",
      plan: seconds(60),
      apply: applies ? seconds(90) : null,
      confirm: applies && chance() < 0.4 ? seconds(120) : 0,
      dry,
    };
  });
}

/** One line for each plan and apply: where, when it was asked for, and when it started. */
const linesOf = (all: readonly Observed[]) =>
  all
    .flatMap(({ workspace, queuedAt, planningAt, confirmedAt, applyingAt }) => [
      `${workspace} plan ${queuedAt} ${planningAt}`,
      ...(applyingAt === null ? [] : [`${workspace} apply ${confirmedAt} ${applyingAt}`]),
    ])
    .sort();

it("waits that are simulated are those that real agents make runs wait, to the millisecond", {
  timeout: 300_000,
}, async () => {
  const { sandbox } = box;
  const gates = temporaryFolder("gates-");
  const environment = await sandbox.environment(ENVIRONMENT);
  const pools = new Map<string, string>();
  for (const { name, agents, concurrency } of POOLS) {
    const pool = await sandbox.pool(name);
    pools.set(name, pool.id);
    const token = await sandbox.poolToken(pool.id);
    for (let n = 1; n <= agents; n++)
      await joinedAgent(`${name}-${n}`, token, { SCALR_AGENT_CONCURRENCY: String(concurrency) });
  }
  const trace = traceOf(7);
  const workspaces = new Map<string, string>();
  for (const { workspace, pool } of trace)
    if (!workspaces.has(workspace)) {
      const attributes = { hooks: Stage.hooks(gates) };
      const made = await sandbox.workspace(workspace, environment.id, attributes, pools.get(pool)!);
      workspaces.set(workspace, made.id);
    }
  const slots = new Map(POOLS.map((pool) => [pools.get(pool.name)!, pool.agents * pool.concurrency]));
  const observed = await new Stage(sandbox, gates, slots, workspaces).perform(trace);

  // They did wait: for slots, and for earlier runs of their workspace.
  expect(observed).toHaveLength(RUNS);
  const waits = observed.map(({ queuedAt, planningAt }) => planningAt - queuedAt);
  expect(waits.filter((wait) => wait > 0).length).toBeGreaterThan(RUNS / 4);
  expect(waits.filter((wait) => wait === 0).length).toBeGreaterThan(2);

  const design = {
    agents: POOLS.map(({ name, agents }) => `${name}=${agents}`),
    slots: POOLS.map(({ name, concurrency }) => `${name}=${concurrency}`),
  };
  const { starts, figures } = await simulated(trace, design);
  const foretold = starts.map(
    ({ workspace, phase, askedAt, startedAt }) => `${workspace} ${phase} ${askedAt} ${startedAt}`,
  );
  expect(foretold.sort()).toEqual(linesOf(observed));

  // The history of the same runs tells as much: durations are taken from it, and waits come out as they were.
  const folder = temporaryFolder();
  const flags = [
    ...design.agents.flatMap((each) => ["--agents", each]),
    ...design.slots.flatMap((each) => ["--slots", each]),
  ];
  const ran = await typed(
    ["simulate", "--from", "sandbox", ...flags, "--waits", join(folder, "waits.csv"), "--json"],
    { cwd: folder, env: { SCALR_HOSTNAME: sandbox.url, SCALR_TOKEN: sandbox.token } },
  );
  expect(ran.code, ran.stderr).toBe(0);
  const report = JSON.parse(ran.stdout);
  expect(report).toMatchObject({ runs: RUNS, ended: RUNS });
  expect(ran.stderr).not.toContain("Left out");
  const rows = readFileSync(join(folder, "waits.csv"), "utf8").trimEnd().split("\n").slice(1);
  const told = rows.map((row) => {
    const [, workspace, , , phase, , , , wait] = row.split(",");
    return `${workspace} ${phase} ${Math.round(Number(wait) * 1000)}`;
  });
  const seen = linesOf(observed).map((line) => {
    const [workspace, phase, asked, started] = line.split(" ");
    return `${workspace} ${phase} ${Number(started) - Number(asked)}`;
  });
  expect(told.sort()).toEqual(seen.sort());
  // So does what the report says of how long they really waited.
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / RUNS / 1000;
  expect(report.history.observed.mean_wait_seconds).toBeCloseTo(mean, 3);
  expect(figures.pools.map(({ runs }) => runs).reduce((a, b) => a + b)).toBe(RUNS);
});
