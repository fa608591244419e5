// How fast the API reads, lists, creates and updates at different sizes, next to bare Express that answers the same bytes and to
// json-server with the same objects. `npm run bench:api -- --help` says what can be chosen.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { express, jsonServer, simulator } from "./api/contenders.mjs";
import { withChildren } from "./shared/child.mjs";
import { Connection, load } from "./shared/client.mjs";
import { atLeast, atMost, median, quantile, report, settings } from "./shared/figures.mjs";

const HELP = `npm run bench:api -- [--sizes 100,10000,100000] [--runs 5] [--json results.json] [--short]`;

const given = settings(
  HELP,
  { sizes: [100, 10_000, 100_000], runs: 5, share: 1, budget: 1500 },
  { sizes: [100, 300], runs: 1, share: 0.01, budget: 500 },
);

/** What is asked: over how many connections, and how often a run. */
const OPERATIONS = [
  { name: "read", connections: 8, count: 4000, status: 200 },
  { name: "list", connections: 1, count: 150, status: 200 },
  { name: "list, no index", connections: 1, count: 30, status: 200 },
  { name: "create", connections: 1, count: 200, status: 201 },
  { name: "create", connections: 8, count: 800, status: 201 },
  { name: "update", connections: 1, count: 200, status: 200 },
];

const measurements = [];
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-api-"));
try {
  for (const size of given.sizes) await withChildren((start) => measure(start, size));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Rounds of all contenders, each round beginning with another one, after one round that is not counted: it compiles what is measured. */
async function measure(start, size) {
  const ours = await simulator(start, join(folder, String(size)), size);
  const contenders = [ours, await express(start, ours), await jsonServer(start, folder, size)];
  const connections = new Map();
  for (const contender of contenders) {
    const opened = [];
    for (let n = 0; n < 8; n++) opened.push(await Connection.open(contender.port));
    connections.set(contender, opened);
  }
  for (let round = -1; round < given.runs; round++) {
    for (const operation of OPERATIONS) {
      for (let turn = 0; turn < contenders.length; turn++) {
        const contender = contenders[(Math.max(round, 0) + turn) % contenders.length];
        const request = contender.requests[operation.name];
        if (request === undefined) continue;
        const before = await contender.usage();
        const { times, milliseconds } = await load(
          connections.get(contender).slice(0, operation.connections),
          {
            count: Math.max(operation.connections, Math.round(operation.count * given.share)),
            budget: given.budget,
            status: operation.status,
            request,
          },
        );
        const { cpu } = await contender.usage();
        if (round < 0) continue;
        measurements.push({
          size,
          operation: operation.name,
          connections: operation.connections,
          contender: contender.name,
          requests: times.length,
          rate: (times.length / milliseconds) * 1000,
          median: median(times),
          p99: quantile(times, 0.99),
          cpu: (cpu - before.cpu) / times.length / 1000,
        });
      }
    }
    console.error(`${size} objects: ${round < 0 ? "warmed up" : `round ${round + 1} of ${given.runs}`}`);
  }
  for (const opened of connections.values()) for (const connection of opened) connection.close();
  for (const contender of contenders) await contender.stop();
}

const rows = [];
for (const one of measurements) {
  const { size, operation, connections, contender } = one;
  const isSame = (row) => row.size === size && row.operation === operation && row.connections === connections;
  if (rows.some((row) => isSame(row) && row.contender === contender)) continue;
  const all = measurements.filter((other) => isSame(other) && other.contender === contender);
  const ours = measurements.filter((other) => isSame(other) && other.contender === "simulator");
  rows.push({
    size,
    operation,
    connections,
    contender,
    runs: all.length,
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    rate: median(all.map(({ rate }) => rate)),
    median: median(all.map((run) => run.median)),
    p99: median(all.map(({ p99 }) => p99)),
    cpu: median(all.map(({ cpu }) => cpu)),
    // Run by run, so that what else the machine does falls on both sides.
    simulatorTimesAsFast: median(ours.map(({ rate }, at) => rate / all[at].rate)),
  });
}

const row = (contender, operation, connections, size) =>
  rows.find(
    (one) =>
      one.contender === contender &&
      one.operation === operation &&
      one.connections === connections &&
      one.size === size,
  );
const [least, largest] = [Math.min(...given.sizes), Math.max(...given.sizes)];
const compared = given.sizes.includes(10_000) ? 10_000 : largest;
const created = (size) => row("simulator", "create", 1, size).median;
report(given, {
  rows,
  columns: [
    ["objects", (one) => String(one.size)],
    ["operation", (one) => one.operation],
    ["connections", (one) => String(one.connections)],
    ["who", (one) => one.contender],
    ["requests", (one) => String(one.requests)],
    ["a second", (one) => one.rate],
    ["median ms", (one) => one.median],
    ["p99 ms", (one) => one.p99],
    ["CPU ms", (one) => one.cpu],
    ["simulator ×", (one) => one.simulatorTimesAsFast],
  ],
  aims: [
    ...given.sizes.map((size) =>
      atLeast(
        `reads, of those of bare Express, ${size} objects`,
        row("bare Express", "read", 8, size).simulatorTimesAsFast,
        0.9,
      ),
    ),
    ...given.sizes.map((size) =>
      atLeast(
        `lists, of those of bare Express, ${size} objects`,
        row("bare Express", "list", 1, size).simulatorTimesAsFast,
        0.6,
      ),
    ),
    ...given.sizes.map((size) =>
      atLeast(
        `durable creates over 8 connections, of those of bare Express, ${size} objects`,
        row("bare Express", "create", 8, size).simulatorTimesAsFast,
        0.7,
      ),
    ),
    atLeast(
      `durable creates, of json-server's, ${compared} objects, one connection`,
      row("json-server", "create", 1, compared).simulatorTimesAsFast,
      5,
    ),
    atMost(`a create at ${largest} objects, of one at ${least}`, created(largest) / created(least), 1.3),
    atMost(`a list of 100 of ${largest}`, row("simulator", "list", 1, largest).median, 5, " ms"),
  ],
});
