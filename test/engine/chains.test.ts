/** Long chains of references do not exhaust the stack: OpenTofu takes such too. */
import { expect, test } from "vitest";
import { Workspace } from "./support.js";

const chain = (length: number, link: (index: number) => string) =>
  Array.from({ length }, (_, index) => link(index)).join("\n");

test("8,000 locals, each from the one before", async () => {
  const links = chain(7_999, (index) => `  n${index + 1} = local.n${index} + 1`);
  const workspace = new Workspace(
    `locals {\n  n0 = 0\n${links}\n}\noutput "last" {\n  value = local.n7999\n}\n`,
  );
  const { outputs } = await workspace.up();
  expect(outputs.last!.value.asNumber()).toBe(7_999);
});
