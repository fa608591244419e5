import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { AccountLists, type Arrival, readAccount, readHistory, worldOfAccount } from "../../fleet/index.js";
import { newEnvironment, newPool, newWorkspace } from "../../fleet/world/world.js";
import type { Run, RunStatus } from "../../simulator/core/entities.js";
import { newId } from "../../simulator/core/ids.js";
import { typed } from "../cli/support.js";
import { frontOf, type Meddling } from "../support/front.js";
import { temporaryFolder } from "../support/process.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";

/** A run by when it came into each status, in seconds after it was queued. */
interface Told {
  /** Hours before the newest one. */
  readonly ago: number;
  readonly workspace?: "api" | "by-hand";
  readonly status: RunStatus;
  readonly stamps: Readonly<Record<string, number>>;
  readonly isDry?: boolean;
  readonly autoApply?: boolean;
}

const HOUR = 3_600_000;

/** A sandbox with runs as they would be after having been executed. */
async function withRuns(runs: readonly Told[]): Promise<Sandbox> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const { store, clock, accountId } = sandbox.simulator;
  store.transact((tx) => {
    const environment = tx.insert<"environments">(newEnvironment(accountId, "dev"));
    tx.insert<"agent-pools">(newPool(accountId, "build"));
    const ids = {
      api: tx.insert<"workspaces">(newWorkspace(environment.id, "api", { agentPool: null })).id,
      "by-hand": tx.insert<"workspaces">({
        ...newWorkspace(environment.id, "by-hand", { agentPool: null }),
        executionMode: "local",
      }).id,
    };
    runs.forEach(({ ago, workspace = "api", status, stamps, isDry = false, autoApply = true }, n) => {
      const createdAt = clock.now() - ago * HOUR;
      const times = Object.entries(stamps).map(([name, seconds]) => [
        `${name}-at`,
        createdAt + seconds * 1000,
      ]);
      tx.insert<"runs">({
        type: "runs",
        id: newId("run"),
        workspace: ids[workspace],
        configurationVersion: newId("cv"),
        createdAt,
        createdBy: null,
        status,
        statusTimestamps: { "pending-at": createdAt, ...Object.fromEntries(times) },
        errorMessage: null,
        message: null,
        source: "api",
        isDestroy: false,
        isDry,
        autoApply,
        refresh: true,
        refreshOnly: false,
        savePlan: false,
        replaceAddrs: [],
        targetAddrs: [],
        variables: [],
        hasChanges: false,
        plan: newId("plan"),
        apply: isDry ? null : newId("apply"),
        sequence: n + 1,
        planAt: null,
        applyAt: null,
        waitsUntil: null,
        createdByRun: null,
      } satisfies Run);
    });
  });
  return sandbox;
}

/** The history as it is read over HTTP. */
async function historyOf({ simulator }: Sandbox, days: number) {
  const headers = { Authorization: `Bearer ${simulator.token}` };
  const lists = new AccountLists(async (path) => (await fetch(simulator.url + path, { headers })).json());
  const history = await readHistory(lists, worldOfAccount(await readAccount(lists)), days);
  const arrivals: Arrival[] = [];
  for await (const batch of history.workload.open()) arrivals.push(...batch);
  return { ...history, arrivals };
}

const EVERY_KIND: readonly Told[] = [
  {
    ago: 8,
    status: "applied",
    autoApply: false,
    stamps: { planning: 10, planned: 70, confirmed: 100, applying: 105, applied: 225 },
  },
  { ago: 7, status: "applied", stamps: { planning: 0, planned: 5, confirmed: 5, applying: 9, applied: 10 } },
  { ago: 6, status: "planned_and_finished", stamps: { planning: 2, "planned-and-finished": 42 } },
  { ago: 5, status: "planned_and_finished", isDry: true, stamps: { planning: 1, "planned-and-finished": 4 } },
  { ago: 4, status: "errored", stamps: { planning: 3, errored: 13 } },
  { ago: 3, status: "errored", stamps: { planning: 0, planned: 7, confirmed: 7, applying: 8, errored: 20 } },
  { ago: 2, status: "canceled", stamps: { planning: 0, canceled: 6 } },
  // Planned, and given up: nothing was applied.
  { ago: 1, status: "discarded", autoApply: false, stamps: { planning: 0, planned: 9, discarded: 99 } },
];

describe("the history of an account", () => {
  it("has the durations, confirmations and waits of runs of every kind", async () => {
    const { arrivals, observed, leftOut, runs } = await historyOf(await withRuns(EVERY_KIND), 1);
    expect(runs).toBe(EVERY_KIND.length);
    expect([...leftOut]).toEqual([]);
    const first = arrivals[0]!.at;
    expect(
      arrivals.map(({ at, plan, apply, confirm, dry }) => [
        (at - first) / HOUR,
        plan / 1000,
        apply === null ? null : apply / 1000,
        confirm / 1000,
        dry,
      ]),
    ).toEqual([
      [0, 60, 120, 30, false],
      [1, 5, 1, 0, false],
      [2, 40, null, 0, false],
      [3, 3, null, 0, true],
      [4, 10, null, 0, false],
      [5, 7, 12, 0, false],
      [6, 6, null, 0, false],
      [7, 9, null, 0, false],
    ]);
    expect(arrivals.every((run) => run.workspace === "api" && run.environment === "dev")).toBe(true);
    expect(observed.count).toBe(8);
    expect(observed.mean).toBeCloseTo(16_000 / 8, 6);
    expect(observed.max).toBe(10_000);
  });

  it("leaves out what says nothing, by the reason, and what is older than was asked for", async () => {
    const finished = {
      status: "planned_and_finished",
      stamps: { planning: 0, "planned-and-finished": 1 },
    } as const;
    const sandbox = await withRuns([
      { ago: 49, ...finished },
      { ago: 40, ...finished },
      { ago: 3, status: "canceled", stamps: { canceled: 5 } },
      { ago: 2, status: "planning", stamps: { planning: 1 } },
      { ago: 1, status: "applying", stamps: { planning: 1, planned: 2, confirmed: 2, applying: 3 } },
      { ago: 0, workspace: "by-hand", ...finished },
    ]);
    const { runs, leftOut } = await historyOf(sandbox, 2);
    expect(runs).toBe(1);
    expect(Object.fromEntries(leftOut)).toEqual({
      "that never started": 1,
      "still under way": 2,
      "of workspaces that are gone or execute locally": 1,
    });
    expect((await historyOf(sandbox, 3)).runs).toBe(2);
    await expect(historyOf(sandbox, 1)).rejects.toThrow(
      /In the last 1 days the account has no run that was executed completely \(.*2 still under way.*Ask for more with --days/,
    );
  });

  it("of no runs at all is refused", async () => {
    await expect(historyOf(await withRuns([]), 7)).rejects.toThrow("Ask for more with --days");
  });
});

/** Pages of runs that a host was asked for. */
const pageIn = (path: string) =>
  path.startsWith("/api/iacp/v3/runs?")
    ? Number(new URL(path, "http://x").searchParams.get("page[number]"))
    : 0;

describe("a host with a long history", () => {
  const MANY = Array.from(
    { length: 250 },
    (_, n): Told => ({
      ago: n / 60,
      status: "planned_and_finished",
      stamps: { planning: n % 5, "planned-and-finished": 30 + (n % 5) },
    }),
  );

  async function simulated(meddle: Meddling) {
    const sandbox = await withRuns(MANY);
    const front = await frontOf(sandbox.url, meddle, onTestFinished);
    const folder = temporaryFolder();
    const ran = await typed(
      ["simulate", "--from", front, "--agents", "build=1", "--waits", join(folder, "waits.csv"), "--json"],
      { cwd: folder, env: { SCALR_TOKEN: sandbox.token } },
    );
    return { ...ran, folder };
  }

  it("that limits its rate is waited for, and read as a whole", { timeout: 60_000 }, async () => {
    let refused = 0;
    const { code, stdout, stderr, folder } = await simulated((path) =>
      pageIn(path) === 2 && refused++ < 2 ? { status: 429, headers: { "retry-after": "1" } } : undefined,
    );
    expect(code, stderr).toBe(0);
    expect(stderr.match(/asks for a pause of 1 s\. Reading continues after it\./g)).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({ runs: 250, history: { runs: 250, left_out: {} } });
    expect(readFileSync(join(folder, "waits.csv"), "utf8").trimEnd().split("\n")).toHaveLength(251);
  });

  it("that fails on the way makes no report, and says how far it came", async () => {
    const { code, stdout, stderr } = await simulated((path) =>
      pageIn(path) === 3 ? { status: 403 } : undefined,
    );
    expect(code).toBe(6);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
    expect(stdout).not.toContain("mean_wait_seconds");
    expect(stderr).toContain("Reading stopped after 200 runs. Nothing was made of it.");
  });

  it("whose runs are not dated is refused", async () => {
    const { code, stdout } = await simulated((path) =>
      pageIn(path) > 0
        ? (((body: { data: { attributes: object }[] }) => ({
            ...body,
            data: body.data.map((run) => ({
              ...run,
              attributes: { ...run.attributes, "created-at": "soon" },
            })),
          })) as never)
        : undefined,
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error.message).toContain("no run that was executed completely");
  });
});
