import fc from "fast-check";
import { expect, test } from "vitest";
import { Heap } from "../../simulator/platform/clock/heap.js";

/** What is done to a heap: push a number, pop the least, or keep the even numbers only. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.nat(50) },
  { weight: 3, arbitrary: fc.constant("pop" as const) },
  { weight: 1, arbitrary: fc.constant("keep even" as const) },
);

test("a heap gives the least item first, whatever was pushed, popped and filtered before", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = new Heap<number>((a, b) => a < b);
      let sorted: number[] = [];
      for (const each of steps) {
        if (each === "pop") expect(heap.pop()).toBe(sorted.shift());
        else if (each === "keep even") {
          heap.filter((item) => item % 2 === 0);
          sorted = sorted.filter((item) => item % 2 === 0);
        } else {
          heap.push(each);
          sorted = [...sorted, each].sort((a, b) => a - b);
        }
        expect([heap.size, heap.peek()]).toEqual([sorted.length, sorted[0]]);
      }
      expect(Array.from(sorted, () => heap.pop())).toEqual(sorted);
    }),
  );
});
