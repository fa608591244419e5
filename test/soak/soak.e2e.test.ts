import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { removeFolder } from "../../files/remove-folder.js";
import { Api } from "../api/support.js";
import { Load } from "./load.js";

const MINUTES = Number(process.env.SOAK_MINUTES ?? 8);
const RUNS = Number(process.env.SOAK_RUNS ?? 2);
const isLong = process.env.SOAK_MINUTES !== undefined;
/** Of the time that the load takes, so that what is old goes while it lasts. */
const KEEP = Math.max(2, Math.round(MINUTES / 6));
const MIB = 2 ** 20;

interface Sample {
  readonly minute: number;
  readonly heap: number;
  readonly rss: number;
  readonly handles: number | null;
  readonly blobs: Readonly<Record<string, number>>;
  readonly journal: number;
  readonly snapshots: number;
  readonly files: number;
}

async function ask(child: ChildProcess): Promise<Pick<Sample, "heap" | "rss" | "handles">> {
  const answer = once(child, "message");
  child.send("sample");
  const [sample] = await answer;
  const mib = (bytes: number) => Math.round(bytes / MIB);
  return { ...sample, heap: mib(sample.heap), rss: mib(sample.rss) };
}

function lookAt(dir: string) {
  const blobs = join(dir, "blobs");
  const kinds = existsSync(blobs) ? readdirSync(blobs) : [];
  const names = readdirSync(dir);
  const bytes = (prefix: string) =>
    names
      .filter((name) => name.startsWith(prefix))
      .reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  return {
    blobs: Object.fromEntries(kinds.map((kind) => [kind, readdirSync(join(blobs, kind)).length])),
    journal: bytes("journal"),
    snapshots: bytes("snapshot"),
    files: names.length,
  };
}

/** The sandbox's clock makes an hour of it short. What is kept must depend on what is used, not on for how long. */
it("holds no more after a long time than after a short one", {
  timeout: 120_000 + MINUTES * 60_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "soak-"));
  const options = { dataDir, keepFor: KEEP * 60_000 };
  const child = fork(join(import.meta.dirname, "simulator.mjs"), [JSON.stringify(options)]);
  onTestFinished(() => {
    child.kill("SIGKILL");
    removeFolder(dataDir);
  });
  const [{ url, token, accountId }] = await once(child, "message");
  const load = await Load.begin(new Api(url, token, accountId));
  const samples: Sample[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    await load.minute(minute, RUNS);
    if ((minute + 1) % KEEP !== 0) continue;
    samples.push({ minute: minute + 1, ...(await ask(child)), ...lookAt(dataDir) });
    if (isLong) console.log(JSON.stringify(samples.at(-1)));
  }
  const { runs, requests, lost } = load;
  if (isLong)
    console.log(
      `${MINUTES} minutes of virtual time, ${runs} runs, ${requests} requests, ${lost} agents lost; kept for ${KEEP} minutes`,
    );

  const last = samples.at(-1)!;
  // Two windows at most: what is kept, and what was made since the clock was last moved.
  const window = 2 * (KEEP + 1) * RUNS;
  expect(runs).toBe(MINUTES * RUNS);
  expect(last.blobs.logs, "logs").toBeLessThanOrEqual(2 * window);
  expect(last.blobs.plans, "plan files").toBeLessThanOrEqual(window);
  expect(last.blobs.configurations, "archives").toBeLessThanOrEqual(window + 10);
  expect(last.blobs.states, "states").toBeLessThanOrEqual(window + 10);
  expect(last.journal, "bytes of journals").toBeLessThan(2 * Math.max(4 * MIB, last.snapshots) + MIB);
  const files = samples.map((sample) => sample.files);
  expect(Math.max(...files), "files of the data folder").toBeLessThanOrEqual(10);
  // By the middle, the logs of the latest changes are full in a long one.
  const middle = samples[Math.floor((samples.length - 1) / 2)]!;
  expect(last.heap - middle.heap, "MiB of memory").toBeLessThan(isLong ? 0.2 * middle.heap + 10 : 60);
  if (last.handles !== null && middle.handles !== null)
    expect(last.handles - middle.handles, "open files").toBeLessThanOrEqual(8);
});
