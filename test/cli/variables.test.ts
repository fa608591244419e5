/** Of `--var` and `--var-file` the later one on the command line wins. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { typed } from "./support.js";
import { variableFiles, variableOrders } from "./variables.js";

test.each(variableOrders)("%j: %s", async (flags, value) => {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(variableFiles)) writeFileSync(join(cwd, name), text);
  const { stdout, stderr } = await typed(["console", ...flags], { cwd, input: "var.a\n" });
  expect(stdout + stderr).toBe(`"${value}"\n`);
});
