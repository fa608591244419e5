import { expect, test } from "vitest";
import { isTriggered, pathOf } from "../../simulator/vcs/triggers.js";

const repo = (members: object) => ({ identifier: "acme/app", ...members });

test.each([
  ["without triggers every push does", {}, ["readme.md"], true],
  ["changes that are not known do", { "trigger-patterns": "*.tf" }, null, true],
  ["a pattern finds files in any folder", { "trigger-patterns": "*.tf" }, ["a/b/main.tf"], true],
  ["and not others", { "trigger-patterns": "*.tf" }, ["a/readme.md"], false],
  ["a pattern with a slash counts from the root", { "trigger-patterns": "/infra/" }, ["app/infra/x"], false],
  ["an exception takes back", { "trigger-patterns": "/infra/**\n!*.md" }, ["infra/readme.md"], false],
  ["one file is enough", { "trigger-patterns": "/infra/**\n!*.md" }, ["infra/a.md", "infra/b.tf"], true],
  ["a comment is not a pattern", { "trigger-patterns": "# all\n*.tf" }, ["# all"], false],
  ["a prefix is a folder", { "trigger-prefixes": ["infra"] }, ["infra/main.tf"], true],
  ["and not the beginning of a name", { "trigger-prefixes": ["infra"] }, ["infrastructure/main.tf"], false],
  ["prefixes are relative to the path", { path: "live", "trigger-prefixes": ["db"] }, ["live/db/x.tf"], true],
  [
    "a folder of that name elsewhere is another",
    { path: "live", "trigger-prefixes": ["db"] },
    ["db/x.tf"],
    false,
  ],
  [
    "a prefix may lead beside the path",
    { path: "live", "trigger-prefixes": ["../modules"] },
    ["modules/x.tf"],
    true,
  ],
  ["a push that changed nothing does nothing", { "trigger-prefixes": ["infra"] }, [], false],
] as const)("%s", (_, members, files, expected) => {
  expect(isTriggered(repo(members), files)).toBe(expected);
});

test("the path is a folder of the repository, however it is written", () => {
  expect(["", null, "/", ".", "./a/", "/a/b", "../../etc"].map((path) => pathOf(repo({ path })))).toEqual([
    "",
    "",
    "",
    "",
    "a",
    "a/b",
    "etc",
  ]);
});
