/** The real tofu gives variables the values that `test/cli/variables.ts` says. */
import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { cleanEnvironment } from "../cli/support.js";
import { variableFiles, variableOrders } from "../cli/variables.js";
import { Workspace } from "../engine/support.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

describeWithTofu("variables of the command line", () => {
  it.each(variableOrders)("%j: %s", (flags, value) => {
    const { dir } = new Workspace(variableFiles);
    const options = { cwd: dir, env: cleanEnvironment(), encoding: "utf8", input: "var.a\n" } as const;
    execFileSync(tofu!, ["init"], options);
    expect(execFileSync(tofu!, ["console", ...flags], options)).toBe(`"${value}"\n`);
  });
});
