import { expect, it } from "vitest";
import { pauseAfter } from "../../simulator/platform/outgoing/retry-rules.js";

it("a webhook is called again after 2 s, twice that each time, up to 5 minutes", () => {
  expect([1, 2, 3, 7, 8, 9, 22, 5_000].map(pauseAfter)).toEqual([
    ...[2_000, 4_000, 8_000, 128_000],
    ...[256_000, 300_000, 300_000, 300_000],
  ]);
});
