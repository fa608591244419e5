import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { startSandbox, useSandbox } from "../support/sandbox.js";

const HOUR = 3_600_000;
const used = useSandbox({ now: Date.UTC(2030, 0, 1) });

describe("the clock", () => {
  it("stands where it was put, and moves by what it is told in any notation", async () => {
    const { sandbox } = used;
    const start = Date.UTC(2030, 0, 1);
    expect(await sandbox.sandbox("GET", "clock")).toMatchObject({
      now: "2030-01-01T00:00:00.000Z",
      mode: "virtual",
      offset: 0,
    });
    let hours = 0;
    for (const by of ["1h", "60m", 3_600_000, "PT1H", "3600s", "P0DT1H", "3600000ms", "0d0.5h30m"]) {
      hours++;
      const { now } = await sandbox.sandbox("POST", "clock/advance", { by });
      expect(Date.parse(now), String(by)).toBe(start + hours * HOUR);
    }
    const environment = await sandbox.environment("env");
    expect(environment.attributes["created-at"]).toBe(new Date(start + hours * HOUR).toISOString());
  });

  it.each(["virtual", "real"] as const)("continues after a restart where it stood (%s)", async (mode) => {
    const dataDir = temporaryFolder();
    const first = await startSandbox({ dataDir, clock: mode });
    await first.advance("100h");
    const reached = first.simulator.clock.now();
    await first.close();
    const second = await startSandbox({ dataDir, clock: mode });
    if (mode === "virtual") expect(second.simulator.clock.now()).toBe(reached);
    else expect(second.simulator.clock.now()).toBeGreaterThanOrEqual(reached);
    expect(second.simulator.clock.now()).toBeLessThan(reached + HOUR);
    await second.close();
    // Whichever kind it is next, it does not go back.
    const third = await startSandbox({ dataDir, clock: mode === "virtual" ? "real" : "virtual" });
    expect(third.simulator.clock.now()).toBeGreaterThanOrEqual(reached);
    expect(third.simulator.clock.now()).toBeLessThan(reached + HOUR);
    await third.close();
  });

  it("of a real kind runs on from where it was advanced to", async () => {
    const sandbox = await startSandbox({ clock: "real" });
    await sandbox.advance("4h");
    const before = Date.now();
    const { now, mode, offset } = await sandbox.sandbox("GET", "clock");
    const after = Date.now();
    expect({ mode, offset }).toEqual({ mode: "real", offset: 4 * HOUR });
    expect(Date.parse(now) - 4 * HOUR).toBeGreaterThanOrEqual(before);
    expect(Date.parse(now) - 4 * HOUR).toBeLessThanOrEqual(after);
    await sandbox.close();
  });
});
