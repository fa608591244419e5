import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { Ledger } from "../../../cli/demo/stage/ledger.js";
import { peakOf } from "../../../cli/demo/stage/load.js";
import type { Change } from "../../../cli/demo/stage/observer.js";
import { childrenOf, exists, parentsByPs, socketsByLsof, socketsOf } from "../../../cli/demo/stage/system.js";
import { hasTools, needsTools } from "../../support/hidden-proc.js";

let seq = 0;
afterEach(() => {
  seq = 0;
});

/** A change of a task, as far as the demo looks at it. */
function task(id: string, status: string, agent: string | null, before?: string): Change {
  const common = {
    seq: ++seq,
    at: "2026-01-01T00:00:00Z",
    type: "tasks" as const,
    id,
    action: "updated" as const,
  };
  const entity = (state: string) => ({ id, pool: "apool-1", status: state, agent });
  return { ...common, ...(before && { before: entity(before) }), after: entity(status) } as unknown as Change;
}

test("the peak is the most tasks that ran at the same moment, not the sum of the peaks", () => {
  const changes = [
    task("1", "running", "a"),
    task("2", "running", "a"),
    task("1", "finished", "a"),
    task("3", "running", "b"),
    task("2", "finished", "a"),
    task("4", "running", "b"),
    task("5", "running", "b"),
  ];
  const peak = peakOf({ of: () => changes } as never);
  expect(peak).toEqual({ total: 3, agents: { a: 2, b: 3 }, pools: { "apool-1": 3 }, atTotal: { b: 3 } });
});

test("a rule holds when everything that was seen about it says so", () => {
  const seen: string[] = [];
  const ledger = new Ledger(({ id, ok }) => seen.push(`${id} ${ok}`));
  ledger.observe("R10", true, "one");
  ledger.observe("R9", true, "two");
  ledger.observe("R10", false, "three");
  expect(seen).toEqual(["R10 true", "R9 true", "R10 false"]);
  expect(ledger.rows()).toEqual([
    { id: "R9", ok: true, evidence: "two" },
    { id: "R10", ok: false, evidence: "one; three" },
  ]);
});

test("what was promised and not observed does not hold; rules come before what else is checked", () => {
  const ledger = new Ledger(() => {}, ["drain", "R10", "R9"]);
  ledger.observe("R9", true, "one");
  ledger.observe("drain", true, "two");
  expect(ledger.rows()).toEqual([
    { id: "R9", ok: true, evidence: "one" },
    { id: "R10", ok: false, evidence: "It was not observed." },
    { id: "drain", ok: true, evidence: "two" },
  ]);
});

test("the system's word on children: a process that was started is there, one that ended is not", async () => {
  const child = spawn("sleep", ["30"]);
  expect(childrenOf(process.pid)).toContain(child.pid);
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
  expect(childrenOf(process.pid)).not.toContain(child.pid);
  expect(exists(child.pid!)).toBe(false);
});

test("a check of which a part was not observed does not hold, and one that fails in a part fails", () => {
  const ledger = new Ledger(() => {}, ["R6", "R15"]);
  ledger.observe("R6", true, "one");
  ledger.notObserved("R6", "nobody can tell");
  ledger.notObserved("R15", "nobody can tell");
  ledger.observe("R15", false, "two");
  expect(ledger.rows()).toEqual([
    { id: "R6", ok: null, evidence: "one; not observed: nobody can tell" },
    { id: "R15", ok: false, evidence: "not observed: nobody can tell; two" },
  ]);
});

test.runIf(hasTools)(`ps and lsof tell of processes and sockets what /proc tells${needsTools}`, async () => {
  const child = spawn("sleep", ["30"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const client = connect(port, "127.0.0.1");
  onTestFinished(() => void client.destroy());
  await once(client, "connect");
  expect(parentsByPs()!.get(child.pid!)).toBe(process.pid);
  for (const seen of [socketsByLsof(process.pid)!, socketsOf(process.pid)!]) {
    expect(seen.listening).toContain(port);
    expect(seen.connectedTo).toContain(port);
  }
  expect(socketsByLsof(child.pid!)).toEqual({ listening: [], connectedTo: [] });
  expect(socketsByLsof(99_999_999)).toBeUndefined();
  expect(socketsOf(99_999_999)).toBeUndefined();
});

test.runIf(process.platform === "linux")("the system's word on sockets: who listens is seen", async () => {
  // Other tests may listen in this process too.
  const before = socketsOf(process.pid)!.listening;
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  expect(before).not.toContain(port);
  expect(socketsOf(process.pid)!.listening).toContain(port);
  await new Promise((resolve) => server.close(resolve));
  expect(socketsOf(process.pid)!.listening).not.toContain(port);
});
