import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createScalrProvider } from "../../provider/resources/index.js";
import { providerReference } from "../../scripts/provider-reference.mjs";
import { official } from "./official.js";

const { schema } = createScalrProvider();
const committed = readFileSync(
  join(import.meta.dirname, "..", "..", "docs", "reference", "provider.md"),
  "utf8",
);

it('docs/reference/provider.md is what "npm run docs:provider" makes of the schema', () => {
  expect(committed).toBe(providerReference(schema));
});

it("marks the types that the official provider does not have", () => {
  for (const type of Object.keys(schema.resources)) {
    const heading = committed.split("\n").find((line) => line.startsWith(`### \`${type}\``))!;
    expect(heading.includes("not in the official provider"), type).toBe(!(type in official.resources));
  }
});

it("describes every attribute", () => {
  const all = [...Object.entries(schema.resources), ...Object.entries(schema.dataSources)];
  const silent = all.flatMap(([type, { block }]) =>
    Object.entries(block.attributes)
      .filter(([, one]) => !one.description && !one.deprecated)
      .map(([name]) => `${type}.${name}`),
  );
  expect(silent).toEqual([]);
});
