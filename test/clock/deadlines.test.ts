import { describe, expect, test } from "vitest";
import {
  type Clock,
  createClock,
  type DeadlineTable,
  type Fired,
  startDeadlines,
} from "../../simulator/platform/clock/index.js";
import { openStore, type Store, type Tx } from "../../simulator/platform/store/index.js";
import { AWAY_AFTER, GONE_AFTER, guest, type Inn, schema, table } from "./model.js";

const START = 1_000_000;

async function setUp(
  rows: DeadlineTable<Inn> = table,
  clock: Clock = createClock({ mode: "virtual", now: START }),
) {
  const store = await openStore<Inn>({ dir: null, schema });
  const fired: Fired[] = [];
  const deadlines = startDeadlines(store, clock, rows, (each) => fired.push(each));
  return { store, clock, deadlines, fired };
}

const add = (store: Store<Inn>, ...ids: string[]) =>
  store.transact((tx) => {
    for (const id of ids) tx.insert(guest(id, START));
  });

describe("deadlines", () => {
  test("fire in order of time, then of the table, then of the id, each at its own time", async () => {
    const { store, clock, fired } = await setUp();
    const times: number[] = [];
    store.onCommit(() => times.push(clock.now()));
    add(store, "g2", "g1");
    store.transact((tx) => tx.insert(guest("g0", START + 50)));
    const result = await clock.advance(GONE_AFTER);
    expect(result.map(({ at, name, id }) => [at - START, name, id])).toEqual([
      [AWAY_AFTER, "away", "g1"],
      [AWAY_AFTER, "away", "g2"],
      [AWAY_AFTER + 50, "away", "g0"],
      [GONE_AFTER, "gone", "g1"],
      [GONE_AFTER, "gone", "g2"],
    ]);
    expect(result[0]).toEqual({ at: START + AWAY_AFTER, name: "away", rule: "T1", type: "guests", id: "g1" });
    expect(fired).toEqual(result);
    expect(times.map((time) => time - START)).toEqual([0, 0, 100, 150, 1000]);
    expect(clock.now()).toBe(START + GONE_AFTER);
    expect([...store.all("guests")].map(({ id }) => id)).toEqual(["g0"]);
  });

  test("are looked at once each, also when their times move on while others are looked at", async () => {
    const guests = 200;
    let [passed, looks] = [0, 0];
    const moving = {
      ...table[0]!,
      dueAt: () => {
        looks += 1;
        if (looks > 100 * guests) throw new Error("It looks forever.");
        passed += 1;
        return START + passed + AWAY_AFTER;
      },
    } as DeadlineTable<Inn>[number];
    const { store, clock, deadlines, fired } = await setUp([moving]);
    add(store, ...Array.from({ length: guests }, (_, n) => `g${n}`));
    expect(deadlines.upcoming(3)).toHaveLength(3);
    const before = looks;
    await clock.advance(AWAY_AFTER - 1);
    expect(looks - before).toBeLessThanOrEqual(5 * guests);
    expect(fired).toEqual([]);
  });

  test("are rechecked when due, so that contact postpones them without cancelling anything", async () => {
    const { store, clock } = await setUp();
    add(store, "g1");
    for (let i = 0; i < 50; i++) {
      expect(await clock.advance(AWAY_AFTER - 1)).toEqual([]);
      store.transact((tx) => tx.update("guests", "g1", { seenAt: clock.now() }));
    }
    expect((await clock.advance(AWAY_AFTER)).map(({ name }) => name)).toEqual(["away"]);
  });

  test("are not met by an entity that is gone, or no longer has one", async () => {
    const { store, clock } = await setUp();
    add(store, "g1", "g2");
    store.transact((tx) => {
      tx.delete("guests", "g1");
      tx.update("guests", "g2", { away: true });
    });
    expect(await clock.advance(AWAY_AFTER)).toEqual([]);
  });

  test("that move to an earlier time fire then", async () => {
    const { store, clock } = await setUp();
    add(store, "g1");
    store.transact((tx) => tx.update("guests", "g1", { seenAt: START - 60 }));
    expect((await clock.advance(40)).map(({ at }) => at - START)).toEqual([40]);
  });

  test("that depend on another entity follow its changes", async () => {
    const { store, clock } = await setUp([
      {
        name: "patience",
        rule: "T3",
        type: "guests",
        dueAt: (each, reader) => each.seenAt + (reader.get("houses", each.house)?.patience ?? 10_000),
        apply: (tx, each) => tx.delete("guests", each.id),
        dependsOn: { houses: (house, reader) => reader.find("guests", "house", house.id) },
      },
    ]);
    store.transact((tx) => [
      tx.insert({ type: "houses", id: "h1", patience: 500 }),
      tx.insert(guest("g1", START)),
    ]);
    store.transact((tx) => tx.update("houses", "h1", { patience: 20 }));
    expect((await clock.advance(20)).map(({ id }) => id)).toEqual(["g1"]);
  });

  test("survive a restart: a new engine over the same entities does the same", async () => {
    const run = async (restart: boolean) => {
      const { store, clock, deadlines } = await setUp();
      add(store, "g1", "g2");
      const fired = await clock.advance(AWAY_AFTER / 2);
      store.transact((tx) => tx.update("guests", "g2", { seenAt: clock.now() }));
      fired.push(...(await clock.advance(AWAY_AFTER / 2)));
      if (restart) {
        deadlines.stop();
        startDeadlines(store, clock, table);
      }
      fired.push(...(await clock.advance(GONE_AFTER)));
      return fired;
    };
    expect(await run(true)).toEqual(await run(false));
  });

  test("already due when the engine starts fire without an advance", async () => {
    const store = await openStore<Inn>({ dir: null, schema });
    store.transact((tx) => tx.insert(guest("g1", START - GONE_AFTER)));
    const clock = createClock({ mode: "virtual", now: START });
    const gone = new Promise<void>((resolve) => {
      store.onCommit(() => store.count("guests") === 0 && resolve());
    });
    startDeadlines(store, clock, table);
    await gone;
    expect(clock.now()).toBe(START);
  });

  test("whose effect throws lose that one effect alone, and say so", async () => {
    const { store, clock } = await setUp([
      {
        ...table[0]!,
        apply: (tx: Tx<Inn>, each: Inn["guests"]) => {
          tx.update("guests", each.id, { away: true });
          if (each.id === "g2") throw new Error("g2 will not go");
        },
      } as DeadlineTable<Inn>[number],
    ]);
    add(store, "g1", "g2", "g3");
    const fired = await clock.advance(AWAY_AFTER);
    expect(fired.map(({ id, error }) => [id, error])).toEqual([
      ["g1", undefined],
      ["g2", "g2 will not go"],
      ["g3", undefined],
    ]);
    expect([...store.all("guests")].map(({ away }) => away)).toEqual([true, false, true]);
    expect(await clock.advance(AWAY_AFTER)).toEqual([]);
    store.transact((tx) => tx.update("guests", "g2", { seenAt: clock.now() }));
    expect(await clock.advance(AWAY_AFTER)).toHaveLength(1);
  });

  test("whose effect changes nothing end with an error instead of a loop", async () => {
    const { store, clock } = await setUp([{ ...table[0]!, apply: () => {} } as DeadlineTable<Inn>[number]]);
    add(store, "g1");
    const fired = await clock.advance(AWAY_AFTER);
    expect(fired).toHaveLength(1);
    expect(fired[0]?.error).toContain("'away' of guests 'g1' is still due");
  });

  test("skip an entity that an earlier effect of the same moment removed", async () => {
    const { store, clock } = await setUp([
      {
        ...table[0]!,
        apply: (tx: Tx<Inn>) => {
          for (const each of [...tx.all("guests")]) tx.delete("guests", each.id);
        },
      } as DeadlineTable<Inn>[number],
    ]);
    add(store, "g1", "g2", "g3");
    expect((await clock.advance(AWAY_AFTER)).map(({ id }) => id)).toEqual(["g1"]);
  });

  test("can be asked what comes next", async () => {
    const { store, clock, deadlines } = await setUp();
    add(store, "g1", "g2");
    store.transact((tx) => tx.update("guests", "g1", { seenAt: START + 10 }));
    const expected = [
      { at: START + 100, name: "away", rule: "T1", type: "guests", id: "g2" },
      { at: START + 110, name: "away", rule: "T1", type: "guests", id: "g1" },
      { at: START + 1000, name: "gone", rule: "T2", type: "guests", id: "g2" },
    ];
    expect(deadlines.upcoming(3)).toEqual(expected);
    expect(deadlines.upcoming(3)).toEqual(expected);
    expect(deadlines.upcoming(99)).toHaveLength(4);
    expect(await clock.advance(GONE_AFTER + 10)).toHaveLength(4);
    expect(deadlines.upcoming(3)).toEqual([]);
  });

  test("of 10,000 entities at one moment take few transactions", async () => {
    const { store, clock } = await setUp();
    add(store, ...Array.from({ length: 10_000 }, (_, i) => `g${i}`));
    const seq = store.seq;
    const fired = await clock.advance(AWAY_AFTER);
    expect(fired).toHaveLength(10_000);
    expect(store.seq - seq).toBe(20);
  });

  test("keep no trace of entities that came and went", async () => {
    const { store, clock, deadlines } = await setUp();
    for (let i = 0; i < 20; i++) {
      add(store, ...Array.from({ length: 500 }, (_, k) => `g${i}-${k}`));
      store.transact((tx) => tx.clear());
    }
    expect(deadlines.upcoming(10)).toEqual([]);
    expect(await clock.advance(GONE_AFTER)).toEqual([]);
  });
});
