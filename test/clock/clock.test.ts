import { describe, expect, test, vi } from "vitest";
import {
  type Clock,
  ClockError,
  createClock,
  startDeadlines,
  wait,
} from "../../simulator/platform/clock/index.js";
import { openStore } from "../../simulator/platform/store/index.js";
import { AWAY_AFTER, GONE_AFTER, guest, type Inn, schema, table } from "./model.js";

const DAYS = 5 * 24 * 3_600_000;

describe("a virtual clock", () => {
  test("stands still until it is advanced", async () => {
    const clock = createClock({ mode: "virtual", now: 5000 });
    expect(clock.now()).toBe(5000);
    await wait(5);
    expect(clock.now()).toBe(5000);
    expect(await clock.advance(250)).toEqual([]);
    expect(clock.now()).toBe(5250);
  });

  test("lets listeners refresh what is in contact at each step, before anything fires", async () => {
    const store = await openStore<Inn>({ dir: null, schema });
    const clock = createClock({ mode: "virtual", now: 0 });
    startDeadlines(store, clock, table);
    store.transact((tx) => [tx.insert(guest("here", 0)), tx.insert(guest("lost", 0))]);
    const steps: number[] = [];
    clock.beforeAdvance(async (now) => {
      steps.push(now);
      store.transact((tx) => tx.update("guests", "here", { seenAt: now }));
    });
    const fired = await clock.advance(GONE_AFTER);
    expect(fired.map(({ id, name, at }) => [id, name, at])).toEqual([
      ["lost", "away", AWAY_AFTER],
      ["lost", "gone", GONE_AFTER],
    ]);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(store.get("guests", "here")).toMatchObject({ away: false, seenAt: GONE_AFTER });
  });

  test("takes advances one after the other", async () => {
    const clock = createClock({ mode: "virtual", now: 0 });
    const seen: number[] = [];
    clock.onAdvanced((now) => seen.push(now));
    await Promise.all([clock.advance(10), clock.advance(20), clock.advance(0)]);
    expect(seen).toEqual([10, 30, 30]);
  });

  test("refuses what is not a time span", async () => {
    const clock = createClock({ mode: "virtual", now: 0 });
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e18, "5m" as never])
      await expect(clock.advance(ms)).rejects.toThrow(ClockError);
    expect(clock.now()).toBe(0);
  });

  test("continues after a listener that failed", async () => {
    const clock = createClock({ mode: "virtual", now: 0 });
    const stop = clock.beforeAdvance(() => {
      throw new Error("listener");
    });
    await expect(clock.advance(10)).rejects.toThrow("listener");
    stop();
    await clock.advance(10);
    expect(clock.now()).toBeGreaterThanOrEqual(10);
  });
});

describe.each(["virtual", "real"] as const)("a %s clock that is restarted", (mode) => {
  const ahead = (clock: Clock) => Math.abs(clock.now() - Date.now());

  test("goes back to this machine's time when the advances before it are done", async () => {
    const clock = createClock({ mode });
    const order: unknown[] = [];
    clock.onRestarted(() => order.push("told"));
    clock.onAdvanced(() => order.push("ready"));
    const advanced = clock.advance(DAYS);
    await clock.restart((moved) => {
      expect(Math.abs(moved + DAYS)).toBeLessThan(5_000);
      expect(ahead(clock)).toBeLessThan(5_000);
      order.push("changed");
    });
    await advanced;
    expect(order).toEqual(["ready", "changed", "told", "ready"]);
  });

  test("stays where it was when the change fails, and continues", async () => {
    const clock = createClock({ mode });
    await clock.advance(DAYS);
    const failing = clock.restart(() => {
      throw new Error("a fault of the world");
    });
    await expect(failing).rejects.toThrow("a fault of the world");
    expect(ahead(clock)).toBeGreaterThan(DAYS - 5_000);
    await clock.advance(DAYS);
    expect(ahead(clock)).toBeGreaterThan(2 * DAYS - 5_000);
  });

  test("sees deadlines that are due earlier than they were", async () => {
    const store = await openStore<Inn>({ dir: null, schema });
    const clock = createClock({ mode });
    await clock.advance(DAYS);
    // When it was seen last is known in memory alone, as with agents.
    let seenAt = clock.now();
    const deadlines = startDeadlines(store, clock, [{ ...table[0]!, dueAt: () => seenAt + AWAY_AFTER }]);
    store.transact((tx) => tx.insert(guest("g1", seenAt)));
    clock.onRestarted(() => {
      seenAt = clock.now();
    });
    await clock.restart(() => {});
    expect(deadlines.upcoming(1)[0]!.at - Date.now()).toBeLessThanOrEqual(AWAY_AFTER);
    deadlines.stop();
    clock.stop();
  });
});

describe("a real clock", () => {
  test("runs with the wall clock, ahead by its offset", async () => {
    const clock = createClock({ mode: "real", offset: 60_000 });
    const ahead = () => clock.now() - Date.now();
    expect(clock.offset).toBe(60_000);
    // Between two looks at a clock, a busy machine may do other things.
    expect(Math.abs(ahead() - 60_000)).toBeLessThan(5_000);
    await clock.advance(3_600_000);
    expect(clock.offset).toBe(3_660_000);
    const moves: number[] = [];
    await clock.restart((moved) => moves.push(moved));
    expect(clock.offset).toBe(0);
    expect(Math.abs(moves[0]! + 3_660_000)).toBeLessThan(5_000);
  });

  test("fires by itself when the time has come, and on an advance", async () => {
    const store = await openStore<Inn>({ dir: null, schema });
    const clock = createClock({ mode: "real" });
    const deadlines = startDeadlines(store, clock, table);
    const away = new Promise<number>((resolve) => {
      store.onCommit(() => store.get("guests", "g1")?.away && resolve(clock.now()));
    });
    const seenAt = clock.now() - AWAY_AFTER + 20;
    store.transact((tx) => tx.insert(guest("g1", seenAt)));
    expect(await away).toBeGreaterThanOrEqual(seenAt + AWAY_AFTER);
    const fired = await clock.advance(GONE_AFTER);
    expect(fired.map(({ name }) => name)).toEqual(["gone"]);
    deadlines.stop();
    clock.stop();
  });

  test("sets one timer for the earliest deadline, and none for a heartbeat", async () => {
    const store = await openStore<Inn>({ dir: null, schema });
    const clock = createClock({ mode: "real" });
    startDeadlines(store, clock, table);
    const set = vi.spyOn(globalThis, "setTimeout");
    for (let i = 0; i < 100; i++) store.transact((tx) => tx.insert(guest(`g${i}`, clock.now() + 60_000 + i)));
    for (let i = 0; i < 100; i++)
      store.transact((tx) => tx.update("guests", `g${i}`, { seenAt: clock.now() + 90_000 }));
    expect(set).toHaveBeenCalledTimes(1);
    set.mockRestore();
    clock.stop();
  });
});

describe("wait", () => {
  test("ends after its time, or at once when aborted", async () => {
    expect(await wait(1)).toBe(true);
    const abort = new AbortController();
    const waiting = wait(60_000, abort.signal);
    abort.abort();
    expect(await waiting).toBe(false);
    expect(await wait(60_000, abort.signal)).toBe(false);
  });
});
