import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createScalrProvider } from "../../provider/resources/index.js";
import { providerReference } from "../../scripts/provider-reference.mjs";
import { exampleOf } from "./examples.js";
import { official, officialSchemas, ourSchemas } from "./official.js";

const { schema } = createScalrProvider();
const docs = join(import.meta.dirname, "..", "..", "docs");
const committed = (name: string) => readFileSync(join(docs, name), "utf8");
const pages = providerReference(schema, exampleOf, { official: officialSchemas, ours: ourSchemas });

it('docs/provider and docs/reference/provider.md are what "npm run docs:provider" makes', () => {
  for (const [name, text] of pages) expect(committed(name), name).toBe(text);
  const found = readdirSync(join(docs, "provider"), { recursive: true }).map(String);
  const wanted = [...pages.keys()].filter((name) => name.startsWith("provider/"));
  expect(
    found
      .filter((name) => name.endsWith(".md"))
      .map((name) => `provider/${name.replaceAll("\\", "/")}`)
      .sort(),
  ).toEqual(wanted.sort());
});

it("has a page for each type, and marks those that the official provider does not have", () => {
  const index = committed("reference/provider.md").split("\n");
  const kinds = [
    ["resources", schema.resources, official.resources],
    ["data-sources", schema.dataSources, official.data_sources],
  ] as const;
  for (const [kind, types, theirs] of kinds) {
    for (const type of Object.keys(types)) {
      const line = index.find((one) => one.startsWith(`- [\`${type}\`](../provider/${kind}/`))!;
      const own = !(type in theirs);
      expect(line.includes("not in the official provider"), type).toBe(own);
      const page = committed(`provider/${kind}/${type}.md`);
      expect(page.includes("Not in the official provider."), type).toBe(own);
    }
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
