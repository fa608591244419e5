import fc from "fast-check";
import { expect, test } from "vitest";
import { type ServerEvent, serverSentEvents } from "../../../cli/events/sse.js";
import { printable, shares } from "../../../cli/top/text.js";

const text = fc.string({ unit: "grapheme" }).map((each) => each.replace(/[\r\n]/g, " "));

test("a stream of events is read alike however its bytes are cut", async () => {
  const event = fc.record(
    {
      event: fc.stringMatching(/^[a-z]{1,8}$/),
      data: text.map((each) => JSON.stringify(each)),
      id: fc.stringMatching(/^\d{1,5}$/),
    },
    { requiredKeys: ["event", "data"] },
  );
  const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 6 }), cuts, async (events, places) => {
      const blocks = events.map(
        ({ event, data, id }) => `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`,
      );
      const bytes = Buffer.from(`retry: 1000\n\n${blocks.join(":\n\n")}`);
      const edges = [0, ...places.sort((a, b) => a - b), bytes.length];
      const chunks = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
      const read: ServerEvent[] = [];
      for await (const each of serverSentEvents(
        (async function* () {
          yield* chunks;
        })(),
      ))
        read.push(each);
      expect(read).toEqual(events);
    }),
  );
});

test("rows are shared out fairly, and none is left over while one is wanted", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: -5, max: 80 }),
      (wanted, room) => {
        const given = shares(wanted, room);
        const sum = (rows: readonly number[]) => rows.reduce((total, each) => total + each, 0);
        expect(sum(given)).toBe(Math.min(sum(wanted), Math.max(0, room)));
        const short = given.filter((rows, i) => rows < wanted[i]!);
        // Who gets less than wanted gets as much as anybody, but for a row that cannot be split.
        for (const rows of short) expect(rows).toBeGreaterThanOrEqual(Math.max(...given) - 1);
        given.forEach((rows, i) => {
          expect(rows).toBeLessThanOrEqual(wanted[i]!);
        });
      },
    ),
  );
});

test("nothing in a name steers the terminal", () => {
  const shown = printable("a\u001b[2Jb\nc\u009b31md\u202ee\u2028f");
  expect(shown).toBe("a\ufffd[2Jb\ufffdc\ufffd31md\ufffde\ufffdf");
});
