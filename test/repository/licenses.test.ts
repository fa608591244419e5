import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const dist = join(import.meta.dirname, "../../dist");

/** The packages that a bundle's source map names. */
function bundledIn(map: string): Set<string> {
  const { sources } = JSON.parse(readFileSync(join(dist, map), "utf8")) as { readonly sources: string[] };
  const names = sources.map((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

const licensedIn = (file: string) =>
  new Set(
    [...readFileSync(join(dist, file), "utf8").matchAll(/^## (\S+) - \S+ \(/gm)].map(([, name]) => name!),
  );

test("the process of a task has the licence of each package that is bundled in it", () => {
  const bundled = bundledIn("agent/tasks/child.cjs.map");
  expect(bundled.size).toBeGreaterThan(0);
  expect(licensedIn("agent/tasks/child.licenses.md")).toEqual(bundled);
});

test.each([
  ["provider/plugin/standalone.licenses.md", "@grpc/grpc-js"],
  ["simulator/console/site/licenses.md", "preact"],
])("%s names %s", (file, name) => {
  expect(licensedIn(file)).toContain(name);
});
