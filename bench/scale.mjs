// What one active process bears: durable creates in a data folder and in PostgreSQL, how long a takeover lasts, what many agents
// that are idle cost, and a whole fleet at once: workspaces, agents in contact and a flow of runs. `npm run bench:scale -- --help` says what can be chosen.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { allAtOnce } from "./scale/all-at-once.mjs";
import { withChildren } from "./shared/child.mjs";
import { Connection, load, message } from "./shared/client.mjs";
import { atLeast, atMost, median, quantile, report, settings } from "./shared/figures.mjs";
import { poolWithToken, register } from "./shared/population.mjs";

const HELP = `npm run bench:scale -- [--sizes 100,10000,100000] [--runs 5] [--seconds 600] [--only <part>] [--json results.json] [--short]

Parts: creates, takeovers, agents, fleet (with a data folder), fleet-postgres.

The sizes are those of the store that is taken over; the seconds are for how long runs flow through the whole fleet, with each
engine. It needs about 12,000 open files in each of two processes (ulimit -n). PostgreSQL's programs are looked for in SCALR_SANDBOX_POSTGRES and where
Debian has them; without them its part is left out.`;

const given = settings(
  HELP,
  {
    parts: ["creates", "takeovers", "agents", "fleet", "fleet-postgres"],
    sizes: [100, 10_000, 100_000],
    runs: 5,
    creates: 1000,
    agents: 10_000,
    polls: 4000,
    workspaces: 100_000,
    rate: 200,
    seconds: 600,
    step: { rate: 100, most: 1000, seconds: 20 },
  },
  {
    parts: ["creates", "takeovers", "agents", "fleet", "fleet-postgres"],
    sizes: [100],
    runs: 1,
    creates: 20,
    agents: 30,
    polls: 10,
    workspaces: 100,
    rate: 20,
    seconds: 1,
    step: { rate: 20, most: 40, seconds: 1 },
  },
);
const SIMULATOR = join(import.meta.dirname, "shared", "simulator-process.mjs");
const SERVER = join(import.meta.dirname, "..", "test", "support", "postgres-server.mjs");

const rows = [];
const add = (what, engine, size, unit, values) =>
  rows.push({ what, engine, size, unit, runs: values.length, median: median(values) });

const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-scale-"));

function programs() {
  const debian = "/usr/lib/postgresql";
  const named = process.env.SCALR_SANDBOX_POSTGRES;
  if (named) return named;
  if (!existsSync(debian)) return null;
  const [newest] = readdirSync(debian).sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? null : join(debian, newest, "bin");
}

/** A server whose commits are on disk, as those of a data folder are. */
async function postgres() {
  const bin = programs();
  if (bin === null) return null;
  const child = spawn(process.execPath, [SERVER, bin, "127.0.0.1", "127.0.0.1/32", "durable"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout }))
    return { url: JSON.parse(line).url, stop: () => child.stdin.end() };
  throw new Error("PostgreSQL did not start.");
}

let schemas = 0;
const storeOf = (database) => ({ store: `${database.url}?schema=bench_${++schemas}` });

const tag = (accountId, n) => ({
  data: {
    type: "tags",
    attributes: { name: `bench-${n}` },
    relationships: { account: { data: { type: "accounts", id: accountId } } },
  },
});

/** The same creates with both engines, which take turns. */
async function creates(database) {
  await withChildren(async (start) => {
    const engines = [{ engine: "data folder", where: { dataDir: join(folder, "creates") } }];
    if (database) engines.push({ engine: "PostgreSQL", where: storeOf(database) });
    for (const one of engines) one.simulator = await start(SIMULATOR).call("start", one.where);
    let made = 0;
    for (const connections of [1, 8, 64]) {
      const times = new Map(engines.map((one) => [one, { waits: [], rates: [] }]));
      for (let round = -1; round < given.runs; round++) {
        for (const one of round % 2 === 0 ? engines : engines.toReversed()) {
          const { port, token, accountId } = one.simulator;
          const opened = await Promise.all(Array.from({ length: connections }, () => Connection.open(port)));
          const measured = await load(opened, {
            count: Math.max(connections, round < 0 ? given.creates / 10 : given.creates),
            budget: 3000,
            status: 201,
            request: () =>
              message("POST", "/api/iacp/v3/tags", {
                token,
                type: "application/vnd.api+json",
                body: tag(accountId, made++),
              }),
          });
          for (const connection of opened) connection.close();
          if (round < 0) continue;
          times.get(one).waits.push(median(measured.times));
          times.get(one).rates.push((measured.times.length / measured.milliseconds) * 1000);
        }
      }
      for (const [{ engine }, { waits, rates }] of times) {
        add("durable create", engine, connections, "ms", waits);
        add("durable creates", engine, connections, "1/s", rates);
      }
    }
  });
}

/** From the kill of the active process to the answer of the one that stood by; and the start of one that did not. */
async function takeovers(database, size) {
  const where = storeOf(database);
  const [taken, costs, started] = [[], [], []];
  await withChildren(async (start) => {
    let active = start(SIMULATOR);
    await active.call("start", where);
    await active.call("addWorkspaces", size);
    for (let round = 0; round < given.runs; round++) {
      const standby = start(SIMULATOR);
      const standing = standby.call("start", where);
      // It has read all there is when its processor rests.
      await rested(standby);
      const before = await standby.call("usage");
      const begun = performance.now();
      await active.kill();
      const simulator = await standing;
      const connection = await Connection.open(simulator.port);
      await connection.json("GET", "/api/iacp/v3/ping", { token: simulator.token }).catch(() => {});
      taken.push(performance.now() - begun);
      costs.push(((await standby.call("usage")).cpu - before.cpu) / 1000);
      connection.close();
      active = standby;
    }
    await active.stop();
    for (let round = 0; round < given.runs; round++) {
      const child = start(SIMULATOR);
      started.push((await child.call("start", where)).milliseconds);
      await child.stop();
    }
  });
  add("takeover", "PostgreSQL", size, "ms", taken);
  add("processor time of a takeover", "PostgreSQL", size, "ms", costs);
  add("start without a standby", "PostgreSQL", size, "ms", started);
}

async function rested(child) {
  for (let still = 0, last = -1; still < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { cpu } = await child.call("usage");
    still = cpu - last < 20_000 ? still + 1 : 0;
    last = cpu;
  }
}

/** Agents that have joined: what each sign of life costs, and what an open poll holds. */
async function idleAgents(count, polls) {
  await withChildren(async (start) => {
    const child = start(SIMULATOR);
    const simulator = await child.call("start", { dataDir: join(folder, "agents") });
    const { token } = await poolWithToken(simulator, "idle");
    const sessions = [];
    while (sessions.length < count) {
      const batch = Array.from({ length: Math.min(20, count - sessions.length) }, (_, n) =>
        register(simulator.url, token, `idle-${sessions.length + n}`),
      );
      for (const { sessionToken } of await Promise.all(batch)) sessions.push(sessionToken);
    }
    const opened = await Promise.all(Array.from({ length: 8 }, () => Connection.open(simulator.port)));
    const [costs, rates] = [[], []];
    for (let round = -1; round < given.runs; round++) {
      const before = await child.call("usage");
      const { milliseconds } = await load(opened, {
        count,
        budget: 60_000,
        status: 200,
        request: (n) =>
          message("POST", "/api/agents/v1/heartbeat", {
            token: sessions[n % count],
            body: { status: "ready", tasks: [] },
          }),
      });
      const after = await child.call("usage");
      if (round < 0) continue;
      costs.push((after.cpu - before.cpu) / count / 1000);
      rates.push((count / milliseconds) * 1000);
    }
    add("processor time a heartbeat", "data folder", count, "ms", costs);
    add("heartbeats", "data folder", count, "1/s", rates);
    const before = await child.call("usage");
    const waiting = [];
    for (const session of sessions.slice(0, polls)) {
      const connection = await Connection.open(simulator.port);
      const path = "/api/agents/v1/tasks?slots=5&wait=30";
      connection.send(message("GET", path, { token: session })).catch(() => {});
      waiting.push(connection);
    }
    await rested(child);
    const after = await child.call("usage");
    add("memory of an open poll", "data folder", waiting.length, "KiB", [
      (after.rss - before.rss) / 1024 / waiting.length,
    ]);
    add("memory with them", "data folder", waiting.length, "MiB", [after.rss / 2 ** 20]);
    for (const connection of [...opened, ...waiting]) connection.close();
  });
}

/** All at once. */
const fleet = (engine, where) =>
  allAtOnce(withChildren, where, given, (what, size, unit, value) => {
    add(what, engine, size, unit, [value]);
    // It takes a quarter of an hour: what is known is told at once.
    console.error(`${engine}, ${what} (${size}): ${Math.round(value * 100) / 100} ${unit}`);
  });

const PARTS = {
  creates,
  takeovers: async (database) => {
    if (database) for (const size of given.sizes) await takeovers(database, size);
  },
  agents: () => idleAgents(given.agents, given.polls),
  fleet: () => fleet("data folder", { dataDir: join(folder, "fleet") }),
  "fleet-postgres": async (database) => {
    if (database) await fleet("PostgreSQL", storeOf(database));
  },
};

const database = await postgres();
try {
  for (const part of given.parts) await PARTS[part](database);
} finally {
  database?.stop();
  rmSync(folder, { recursive: true, force: true });
}

if (!database)
  console.log("\nPostgreSQL is not installed (apt-get install postgresql): its part was left out.");
const worst = quantile(
  rows.filter(({ what }) => what === "takeover").map((one) => one.median),
  1,
);
report(given, {
  rows,
  columns: [
    ["what", (one) => one.what],
    ["engine", (one) => one.engine],
    ["size", (one) => String(one.size)],
    ["unit", (one) => one.unit],
    ["median", (one) => one.median],
  ],
  aims: [
    ...(worst === undefined ? [] : [atMost("takeover, slowest size", worst, 5000, " ms")]),
    ...rows
      .filter(({ what, size }) => what === "runs queued and started" && size === given.rate)
      .map((row) => atLeast(`runs that flow, ${row.engine}`, row.median, given.rate * 0.98, " runs/s")),
  ],
});
