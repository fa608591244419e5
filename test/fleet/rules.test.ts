import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstComeFirstServed } from "./queueing.js";
import { simulated } from "./support.js";

const HOUR = 3_600;

describe("slots", () => {
  it("serve dry runs first come, first served, whatever comes at once or takes no time", async () => {
    const job = fc.record({ gap: fc.nat(3), duration: fc.nat(12) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        async (jobs, agents, slots) => {
          let at = 0;
          const timed = jobs.map(({ gap, duration }) => {
            at += gap;
            return { at, duration };
          });
          const runs = timed.map(({ at, duration }) => ({ at, plan: duration }));
          const design = { agents: [`build=${agents}`], slots: [String(slots)] };
          const { waits, figures } = await simulated(runs, design);
          const expected = firstComeFirstServed(timed, agents * slots);
          expect(expected.map((_, n) => waits.get(`workspace-${n}`))).toEqual(expected);
          expect(figures).toMatchObject({ runs: jobs.length, ended: jobs.length, stuck: 0, errored: [] });
        },
      ),
      { numRuns: 150 },
    );
  });

  it("are those of the Scalr runners' quota where no pool is set (R1, R7)", async () => {
    const runs = Array.from({ length: 40 }, (_, n) => ({ at: n, plan: 60 }));
    const { waits, figures } = await simulated(runs, { quota: "7" });
    const jobs = runs.map(({ at, plan }) => ({ at, duration: plan }));
    expect([...waits.values()]).toEqual(firstComeFirstServed(jobs, 7));
    expect(figures.pools).toMatchObject([{ name: "scalr-runners", limit: "quota", most_running: 7 }]);
  });
});

describe("the order in a workspace (R10)", () => {
  const run = fc.record({
    gap: fc.nat(20),
    workspace: fc.constantFrom("a", "b", "c"),
    plan: fc.nat(15),
    apply: fc.option(fc.nat(15)),
    confirm: fc.constantFrom(0, 0, 7, 30),
    dry: fc.boolean(),
  });

  it("lets one run after the other have it, from its plan to its apply, and dry ones at any time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(run, { maxLength: 25 }), async (given) => {
        let at = 0;
        const runs = given.map(({ gap, ...rest }) => {
          at += gap;
          return { at, ...rest };
        });
        const { starts, figures } = await simulated(runs, { agents: ["build=20"] });
        // With a slot for everybody, a run waits for its workspace alone.
        const freeAt = new Map<string, number>();
        const expected: [string, string, number, number][] = [];
        for (const { at, workspace, plan, apply, confirm, dry } of runs) {
          const begin = dry ? at : Math.max(at, freeAt.get(workspace) ?? 0);
          expected.push([workspace, "plan", at, begin]);
          if (dry) continue;
          const planned = begin + plan;
          if (apply === null) freeAt.set(workspace, planned);
          else {
            expected.push([workspace, "apply", planned + confirm, planned + confirm]);
            freeAt.set(workspace, planned + confirm + apply);
          }
        }
        const seen = starts.map(({ workspace, phase, askedAt, startedAt }) => [
          workspace,
          phase,
          askedAt / 1000,
          startedAt / 1000,
        ]);
        const sorted = (rows: readonly unknown[][]) => rows.map((row) => row.join(" ")).sort();
        expect(sorted(seen)).toEqual(sorted(expected));
        expect(figures.ended).toBe(runs.length);
      }),
      { numRuns: 150 },
    );
  });

  it("is what is said to limit a workspace whose runs wait for each other", async () => {
    const runs = [0, 1, 2, 3].map((at) => ({ at, workspace: "one", plan: 100, apply: 100 }));
    const { figures } = await simulated(runs, { agents: ["build=1"] });
    expect(figures.pools[0]).toMatchObject({
      limit: "workspace",
      limited_by: { slots: 0, quota: 0, agents: 0 },
    });
  });
});

describe("agents that come and go", () => {
  const schedule = "build=08:00-18:00: 1, else 0";

  it("start what waited for them, and what waits meanwhile is said to wait for an agent", async () => {
    const { waits, figures } = await simulated([{ at: 7 * HOUR }, { at: 9 * HOUR }], { agents: [schedule] });
    expect([...waits.values()]).toEqual([HOUR, 0]);
    expect(figures.pools[0]).toMatchObject({ limit: "agents", agent_hours: expect.closeTo(1 + 1 / 60, 3) });
  });

  it("end what they do before they leave, and take nothing more", async () => {
    const late = { at: 18 * HOUR - 30, plan: 600 };
    const { waits, figures } = await simulated([late, { at: 18 * HOUR + 60 }], { agents: [schedule] });
    expect([...waits.values()]).toEqual([0, 14 * HOUR - 60]);
    expect(figures).toMatchObject({ errored: [], stuck: 0 });
  });

  it("lose what they do when they are stopped", async () => {
    const { figures } = await simulated([{ at: 18 * HOUR - 30, plan: 600 }, { at: 18 * HOUR + 60 }], {
      agents: [schedule],
      leave: "stop",
    });
    expect(figures.errored).toMatchObject([
      { runs: 1, message: expect.stringContaining("was lost during the plan") },
    ]);
    expect(figures.ended).toBe(2);
  });

  it("never come where there are none: the runs are stuck, and the figures say so", async () => {
    const { figures } = await simulated([{ at: 0 }, { at: 5 }], { agents: ["build=0"] });
    expect(figures).toMatchObject({ runs: 2, ended: 0, stuck: 2 });
    expect(figures.warnings).toEqual([expect.stringContaining("2 of 2 runs never ended")]);
  });

  it("are started for each task of a serverless pool, and are ready after its delay", async () => {
    const runs = Array.from({ length: 30 }, (_, n) => ({ at: n, plan: 100, apply: 10 }));
    const { starts, figures } = await simulated(runs, { agents: ["lambda=serverless:20s"] });
    expect(new Set(starts.map(({ waitSeconds }) => waitSeconds))).toEqual(new Set([20]));
    // Each works for 110 s, and is not paid for while it starts.
    expect(figures.pools[0]).toMatchObject({
      limit: "agents",
      agent_hours: expect.closeTo((30 * 110) / HOUR, 6),
    });
  });
});

describe("a pool", () => {
  it("is where the trace says that a workspace is linked to, and the only one of a design is the account's default", async () => {
    const runs = [{ at: 0, pool: "a" }, { at: 0, pool: "b" }, { at: 0 }];
    const two = await simulated(runs, { agents: ["a=1", "b=1"] });
    expect(two.starts.map(({ pool }) => pool).sort()).toEqual(["a", "b", "scalr-runners"]);
    const one = await simulated([{ at: 0 }], { agents: ["a=1"] });
    expect(one.starts.map(({ pool }) => pool)).toEqual(["a"]);
  });

  it("that gets more than it can do is said to be overloaded, and since when", async () => {
    const runs = Array.from({ length: 600 }, (_, n) => ({
      at: n < 100 ? n * 100 : 10_000 + (n - 100) * 10,
      plan: 60,
    }));
    const { figures } = await simulated(runs, { agents: ["build=1"], slots: ["4"] });
    const since = figures.pools[0]!.overloaded_since;
    expect(since).toBeNull();
    const flood = Array.from({ length: 600 }, (_, n) => ({ at: n * 10, plan: 60 }));
    const flooded = await simulated(flood, { agents: ["build=1"], slots: ["4"] });
    expect(flooded.figures.pools[0]!.overloaded_since).toBeLessThan(60);
    expect(flooded.figures.warnings).toEqual([expect.stringContaining("Pool build is overloaded")]);
  });

  it("is used as much as theory says: load by slots", async () => {
    const runs = Array.from({ length: 100 }, (_, n) => ({ at: n * 100, plan: 50 }));
    const { figures } = await simulated(runs, { agents: ["build=1"], slots: ["2"] });
    expect(figures.pools[0]!.utilization).toBeCloseTo(5_000 / (2 * 9_950), 6);
    expect(figures.pools[0]!.utilization_by_hour[0]).toBeCloseTo(0.25, 6);
  });
});
