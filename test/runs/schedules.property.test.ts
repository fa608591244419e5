import { Cron } from "croner";
import fc from "fast-check";
import { expect, it } from "vitest";
import { nextTime, scheduleFault } from "../../simulator/runs/schedule-rules.js";

/** A field of a schedule: `*`, values, ranges and steps from `least` to `most`; `ofAll`: also steps of `*`. */
const field = (least: number, most: number, ofAll = true) => {
  const value = fc.integer({ min: least, max: most });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: most });
  const stepped = fc
    .tuple(ofAll ? fc.oneof(fc.constant("*"), range) : range, step)
    .map(([of, by]) => `${of}/${by}`);
  const part = fc.oneof(value.map(String), range, stepped);
  const list = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(","));
  return fc.oneof({ weight: 2, arbitrary: fc.constant("*") }, { weight: 3, arbitrary: list });
};

// Cron implementations differ in whether a step of all days counts as naming days.
const schedule = fc
  .tuple(field(0, 59), field(0, 23), field(1, 31, false), field(1, 12), field(0, 6, false))
  .map((fields) => fields.join(" "));

const moment = fc.date({
  min: new Date("2024-01-01T00:00:00Z"),
  max: new Date("2032-01-01T00:00:00Z"),
  noInvalidDate: true,
});

it("a schedule means the times that croner finds in it", () => {
  fc.assert(
    fc.property(schedule, moment, (text, after) => {
      expect(scheduleFault(text)).toBeNull();
      const expected = new Cron(text, { timezone: "UTC", mode: "5-part" }).nextRun(after);
      expect(nextTime(text, after.getTime())).toBe(expected?.getTime() ?? null);
    }),
    { numRuns: 500 },
  );
});
