import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/process.js";

const root = join(import.meta.dirname, "../..");

describe("what CI prints of a failed run", () => {
  it("is each failed test with its whole message, and a file that could not be read at all", () => {
    const folder = temporaryFolder("reports-");
    const file = join(root, "test/a.test.ts");
    const failed = {
      status: "failed",
      fullName: "pools are deleted",
      failureMessages: ["expected 1\n  to be 2"],
    };
    const passed = { status: "passed", fullName: "pools are made", failureMessages: [] };
    const report = {
      testResults: [
        { name: file, message: "", assertionResults: [failed, passed] },
        { name: join(root, "test/b.test.ts"), message: "Cannot find module", assertionResults: [] },
      ],
    };
    writeFileSync(join(folder, "npm-test.json"), JSON.stringify(report));
    writeFileSync(join(folder, "npm-test.log"), "no report");
    const { status, stdout } = spawnSync(process.execPath, [".ci/failures.mjs", folder], {
      cwd: root,
      encoding: "utf8",
    });
    expect(status).toBe(0);
    expect(stdout).toBe(
      "\n-- test/a.test.ts: pools are deleted\nexpected 1\n  to be 2\n\n-- test/b.test.ts\nCannot find module\n",
    );
  });
});
