/** What the provider decides cannot be set, in attributes and in blocks. */
import { expect, test } from "vitest";
import { blockType, readOnlyProblems } from "../../engine/provider.js";
import { fromJson, STRING } from "../../engine/values/index.js";
import { Workspace } from "./support.js";

test("a read-only attribute of a resource is refused at its place", async () => {
  const { plan, diagnostics } = await new Workspace(
    'resource "null_resource" "a" {\n  id = "mine"\n}\n',
  ).plan();
  expect(plan).toBeUndefined();
  expect(diagnostics).toMatchObject([
    { summary: "Invalid Configuration for Read-Only Attribute", range: { start: { line: 2 } } },
  ]);
});

test("null says nothing", async () => {
  expect((await new Workspace('resource "null_resource" "a" {\n  id = null\n}\n').plan()).plan).toBeDefined();
});

test("in nested blocks the path leads to the attribute", () => {
  const inner = {
    attributes: { id: { type: STRING, computed: true }, name: { type: STRING, optional: true } },
  };
  const block = {
    attributes: { both: { type: STRING, optional: true, computed: true } },
    blocks: { rule: { nesting: "list", block: inner } },
  } as const;
  const config = fromJson(
    {
      both: "x",
      rule: [
        { id: null, name: "a" },
        { id: "set", name: "b" },
      ],
    },
    blockType(block),
  );
  expect(readOnlyProblems(config, block).map(({ attribute }) => attribute)).toEqual([
    [{ attribute: "rule" }, { index: 1 }, { attribute: "id" }],
  ]);
});
