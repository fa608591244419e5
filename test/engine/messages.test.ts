/** The engine warns about and refuses what OpenTofu does, at the same places. */
import { expect, test } from "vitest";
import { asSaid, messages } from "./messages.js";
import { Workspace } from "./support.js";
import { unreadable } from "./unreadable.js";

test.each(messages)("$what", async ({ files, said }) => {
  const { plan, diagnostics } = await new Workspace(files).plan();
  expect(diagnostics.map(asSaid).sort()).toEqual(said);
  expect(plan !== undefined).toBe(!said.some((message) => message.startsWith("error")));
});

test.each(unreadable)("every mistake of syntax is said: $what", async ({ text, said }) => {
  const { plan, diagnostics } = await new Workspace(text).plan();
  expect(plan).toBeUndefined();
  expect(diagnostics.map(asSaid).sort()).toEqual(said);
});
