import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Candidate,
  driftStatus,
  filtersFault,
  fitsPattern,
  isMatched,
  PERIODS,
  skipReason,
} from "../../../simulator/integrations/drift/drift-rules.js";

const candidate: Candidate = {
  id: "ws-1",
  name: "prod-api",
  environmentType: "production",
  executionMode: "remote",
  tags: ["tag-1", "web"],
  hasResources: true,
  hasConfiguration: true,
  appliedAt: null,
  looking: null,
};

describe("the filters of a schedule of drift detection", () => {
  it.each([
    [null, true],
    [{}, true],
    [{ "name-patterns": ["prod-*"] }, true],
    [{ "name-patterns": ["stage-*", "*api"] }, true],
    [{ "name-patterns": ["prod"] }, false],
    [{ "environment-types": ["production"] }, true],
    [{ "environment-types": ["staging", "unmapped"] }, false],
    [{ tags: ["web"] }, true],
    [{ tags: ["tag-1"] }, true],
    [{ tags: ["other"] }, false],
  ])("%j let a workspace through: %s", (filters, expected) => {
    expect(isMatched(filters, candidate)).toBe(expected);
    expect(filtersFault(filters)).toBeNull();
  });

  it("are of one kind", () => {
    expect(filtersFault({ tags: ["a"], "name-patterns": ["b"] })).toContain("Set only one kind of filter");
    expect(filtersFault({ tags: [], "name-patterns": ["b"] })).toBeNull();
  });

  it("take a pattern as an expression takes it, and end whatever it is", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "."), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (name, pattern) => {
        const parts = pattern.split("*").map((part) => part.replaceAll(".", "\\."));
        expect(fitsPattern(name, pattern)).toBe(new RegExp(`^${parts.join("[^]*")}$`).test(name));
      }),
    );
    expect(fitsPattern("a".repeat(100_000), `${"*a".repeat(1_000)}b`)).toBe(false);
  });
});

describe("a workspace that the filters let through", () => {
  const now = 1_000 * PERIODS.daily!;
  it.each<[string, Partial<Candidate>, string | null]>([
    ["is looked at", {}, null],
    ["is looked at when its last apply is older", { appliedAt: now - PERIODS.daily! - 1 }, null],
    ["is skipped after an apply", { appliedAt: now - 1 }, "a run was applied since"],
    ["is skipped without resources", { hasResources: false }, "its state has no resources"],
    ["is skipped without a configuration", { hasConfiguration: false }, "no configuration"],
    ["is skipped where runs are local", { executionMode: "local" }, "execution mode is local"],
    ["is skipped while a run checks it", { looking: "run-1" }, "run run-1 is already checking it"],
  ])("%s", (_what, changes, expected) => {
    const reason = skipReason({ ...candidate, ...changes }, PERIODS.daily!, now);
    if (expected === null) expect(reason).toBeNull();
    else expect(reason).toContain(expected);
  });
});

describe("the status of a report", () => {
  it.each([
    ["pending", false, undefined, "pending"],
    ["plan_queued", false, undefined, "pending"],
    ["planning", false, undefined, "in_progress"],
    ["errored", false, undefined, "errored"],
    ["canceled", false, undefined, "errored"],
    ["planned_and_finished", false, undefined, "no_drift_detected"],
    ["planned_and_finished", true, undefined, "awaiting_manual_action"],
    ["planned_and_finished", true, { refreshOnly: true }, "accept_state"],
    ["planned_and_finished", true, { refreshOnly: false }, "reset_state"],
  ] as const)("of a run that is %s (changes: %s), after %j, is %s", (status, hasChanges, since, expected) => {
    expect(driftStatus({ status, hasChanges }, since)).toBe(expected);
  });
});
