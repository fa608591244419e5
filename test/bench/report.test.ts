import { expect, it } from "vitest";
import { configuration } from "../../bench/apply/configuration.mjs";
import { summarise, verdicts } from "../../bench/apply/report.mjs";
import { median } from "../../bench/shared/figures.mjs";

it.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[10, 2, 4, 100], 7],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

it("compares medians of the same size and step, and judges engines by what the aim is about", () => {
  const times = (contender: string, step: string, ...milliseconds: number[]) =>
    milliseconds.map((each, round) => ({ contender, size: 10, step, round, milliseconds: each }));
  const rows = summarise(
    [
      ...times("engine, in process", "apply", 10, 12, 11),
      ...times("engine, in process", "destroy", 5),
      ...times("engine, scalr-sandbox", "apply", 100, 110, 90),
      ...times("tofu, this provider", "apply", 990, 1100, 1210),
      ...times("tofu, this provider", "destroy", 1000),
    ],
    { baseline: "tofu, this provider" },
  );
  expect(rows[0]).toEqual({
    ...{ contender: "engine, in process", size: 10, step: "apply", runs: 3 },
    ...{ median: 11, least: 10, most: 12, timesFaster: 100 },
  });
  expect(verdicts(rows)).toEqual([
    { contender: "engine, in process", size: 10, step: "apply", timesFaster: 100, reached: true },
    { contender: "engine, scalr-sandbox", size: 10, step: "apply", timesFaster: 11, reached: true },
  ]);
});

it("writes as many resources as it is asked for, all of them from types that every Scalr provider has", () => {
  for (const size of [1, 2, 10, 11, 25]) {
    const types = [...configuration(size, "x").matchAll(/^resource "(\w+)"/gm)].map(([, type]) => type!);
    expect(types).toHaveLength(size);
    for (const type of types)
      expect(["scalr_environment", "scalr_agent_pool", "scalr_workspace"]).toContain(type);
  }
  // The second resource of a group is its pool; a group that has none yet has no workspace either.
  expect(configuration(1, "x")).not.toContain("scalr_workspace");
});
