import { expect, it } from "vitest";
import { nextStatus, type Transition } from "../../simulator/core/transitions.js";

const TABLE: readonly Transition<"new" | "open" | "shut", "open" | "close-it">[] = [
  { event: "open", from: ["new"], to: "open", rule: "the first row" },
  { event: "open", from: ["new", "shut"], to: "shut", rule: "a later row" },
  { event: "close-it", from: ["open", "new"], to: "shut", rule: "" },
];

const door = (status: "new" | "open" | "shut") => ({ id: "door-1", status });

it("follows the first row that fits", () => {
  expect(nextStatus(TABLE, "Door", door("new"), "open")).toBe("open");
  expect(nextStatus(TABLE, "Door", door("shut"), "open")).toBe("shut");
});

it("says in which statuses an event would be possible", () => {
  expect(() => nextStatus(TABLE, "Door", door("shut"), "close-it")).toThrow(
    "Door 'door-1' is shut: it cannot close it. That is possible when it is open, new.",
  );
});
