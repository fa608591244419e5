import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderedTree } from "../../simulator/runs/dispatch/ordered-tree.js";
import { Polls } from "../../simulator/runs/dispatch/polls.js";
import { byReadiness, type ReadyAgent } from "../../simulator/runs/dispatch/pool-queues.js";

const tree = () => new OrderedTree<number>((a, b) => a - b);

describe("an ordered tree", () => {
  it("is a sorted array in which every item is there once", () => {
    const step = fc.record({ do: fc.constantFrom("add", "add", "delete"), item: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const [real, model] = [tree(), new Set<number>()];
        for (const { do: what, item } of steps) {
          if (what === "add") {
            real.add(item);
            model.add(item);
          } else expect(real.delete(item)).toBe(model.delete(item));
          const sorted = [...model].sort((a, b) => a - b);
          expect([...real]).toEqual(sorted);
          expect(real.size).toBe(sorted.length);
          expect(real.first()).toBe(sorted[0]);
          expect(real.has(item)).toBe(model.has(item));
          expect(real.rank(item)).toBe(sorted.filter((each) => each < item).length);
        }
      }),
    );
  });

  it("stays shallow, whatever the order in which items come", () => {
    let compared = 0;
    const counted = new OrderedTree<number>((a, b) => {
      compared += 1;
      return a - b;
    });
    const many = 3_000;
    for (let item = 0; item < many; item++) counted.add(item);
    compared = 0;
    for (let item = 0; item < many; item += 10) expect(counted.rank(item)).toBe(item);
    // A balanced tree of this size compares some 25 times; one that is a list, 1,500 times.
    expect(compared / (many / 10)).toBeLessThan(60);
    for (let item = 0; item < many; item++) expect(counted.delete(item)).toBe(true);
    expect([counted.size, counted.first()]).toEqual([0, undefined]);
  });
});

it("R11 ranks agents by free slots, then by how long they are idle, then by id", () => {
  const agent = (id: string, free: number, idleSince: number): ReadyAgent => ({ agent: id, free, idleSince });
  const ranked = [agent("c", 5, 1), agent("a", 3, 1), agent("b", 3, 1), agent("z", 3, 2), agent("d", 1, 0)];
  for (const [i, one] of ranked.entries())
    for (const [j, other] of ranked.entries())
      expect(Math.sign(byReadiness(one, other)), `${one.agent} and ${other.agent}`).toBe(Math.sign(i - j));
});

describe("a poll for tasks", () => {
  const offer = (id: string) => ({ id, attempt: 1, run: `run of ${id}`, phase: "plan" as const });
  const cancel = (id: string, mode: "soft" | "force" = "soft") => ({ id, attempt: 1, mode });
  /** What a poll was answered with by the end of this turn; null when it is open. */
  const answered = async (poll: ReturnType<Polls["start"]>) => {
    const open = new Promise<null>((resolve) => setImmediate(() => resolve(null)));
    return Promise.race([poll.answer, open]);
  };

  it("takes as many tasks as it asks for, and is answered with them when all is said", async () => {
    const polls = new Polls();
    const poll = polls.start("one", 2);
    expect(polls.slots("one")).toBe(2);
    polls.offer("one", offer("t1"));
    expect(polls.slots("one")).toBe(1);
    expect(await answered(poll)).toBeNull();
    polls.flush();
    expect(await answered(poll)).toEqual({ tasks: [offer("t1")], cancel: [], drop: [], stop: null });
    expect(polls.slots("one")).toBe(0);
    polls.offer("one", offer("t2"));
    polls.drop("one", { id: "t2", attempt: 1 });
    expect(polls.slots("nobody")).toBe(0);
  });

  it("stays open while there is nothing to say, and ends by itself or by the next one", async () => {
    const polls = new Polls();
    const [first, other] = [polls.start("one", 1), polls.start("two", 1)];
    polls.flush();
    expect(await answered(first)).toBeNull();
    const second = polls.start("one", 3);
    expect(await answered(first)).toEqual({ tasks: [], cancel: [], drop: [], stop: null });
    // The first one's end does not end the one that took its place.
    first.end();
    expect(await answered(second)).toBeNull();
    expect(polls.slots("one")).toBe(3);
    second.end();
    expect(await answered(second)).toEqual({ tasks: [], cancel: [], drop: [], stop: null });
    expect(polls.slots("one")).toBe(0);
    polls.close();
    expect(await answered(other)).toEqual({ tasks: [], cancel: [], drop: [], stop: null });
  });

  it("is answered for a task to drop, and for one to cancel, each way of it once", async () => {
    const polls = new Polls();
    const poll = polls.start("one", 1);
    polls.drop("one", { id: "t1", attempt: 2 });
    polls.flush();
    expect(await answered(poll)).toMatchObject({ drop: [{ id: "t1", attempt: 2 }] });
    // Nobody listens: the next poll is told.
    polls.cancel("one", cancel("t2"));
    const second = polls.start("one", 1);
    polls.cancel("one", cancel("t2"));
    polls.cancel("one", cancel("t2"));
    polls.flush();
    expect(await answered(second)).toMatchObject({ cancel: [cancel("t2")] });
    const third = polls.start("one", 1);
    polls.cancel("one", cancel("t2"));
    polls.flush();
    expect(await answered(third)).toBeNull();
    polls.cancel("one", { ...cancel("t2"), attempt: 2 });
    polls.cancel("one", cancel("t3"));
    polls.cancel("one", cancel("t2", "force"));
    polls.flush();
    expect(await answered(third)).toMatchObject({
      cancel: [{ ...cancel("t2"), attempt: 2 }, cancel("t3"), cancel("t2", "force")],
    });
  });

  it("forgets of an ended task what was told, and of no other", async () => {
    const polls = new Polls();
    const told = async (...orders: ReturnType<typeof cancel>[]) => {
      const poll = polls.start("one", 1);
      for (const order of orders) polls.cancel("one", order);
      polls.flush();
      return (await answered(poll))?.cancel;
    };
    expect(await told(cancel("t1"), cancel("t2"))).toHaveLength(2);
    polls.ended("one", "t1");
    polls.ended("one", "t1");
    polls.ended("two", "t2");
    polls.ended("nobody", "t9");
    expect(await told(cancel("t1"), cancel("t2"))).toEqual([cancel("t1")]);
    polls.ended("one", "t1");
    polls.ended("one", "t2");
    expect(await told(cancel("t1"), cancel("t2"))).toHaveLength(2);
  });

  it("tells an agent why it has to stop, and forgets what it was told", async () => {
    const polls = new Polls();
    const poll = polls.start("one", 1);
    polls.cancel("one", cancel("t1"));
    const stop = { reason: "agent-deleted" as const, message: "gone" };
    polls.stop("one", stop);
    expect(await answered(poll)).toEqual({ tasks: [], cancel: [cancel("t1")], drop: [], stop });
    polls.stop("nobody", stop);
    const again = polls.start("one", 1);
    polls.cancel("one", cancel("t1"));
    polls.flush();
    expect(await answered(again)).toMatchObject({ cancel: [cancel("t1")], stop: null });
  });
});
