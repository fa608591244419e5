import { expect, it } from "vitest";
import {
  AGENT_EXPECTED_WITHIN,
  MOST_DELIVERIES,
} from "../../../simulator/features/serverless/delivery-rules.js";

it("a pool keeps 500 deliveries, and an accepted call is repeated after 5 minutes without an agent", () => {
  expect(AGENT_EXPECTED_WITHIN).toBe(300_000);
  expect(MOST_DELIVERIES).toBe(500);
});
