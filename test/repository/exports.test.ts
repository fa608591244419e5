import { describe, expect, it } from "vitest";
import { unusedExports } from "./exports.js";
import { filesOf, LAYERS, textOf } from "./sources.js";

const isSource = (file: string) => /\.(tsx?|[cm]?js|mts)$/.test(file);
const files = new Map(
  [...LAYERS, "test", "scripts", "bench", "bin", "examples"]
    .flatMap(filesOf)
    .filter((file) => isSource(file) && !file.includes("node_modules/"))
    .map((file) => [file, textOf(file)] as const),
);

/** What apps import, what commands generate, and the program that start-child.ts runs from compiled code. */
const NOT_JUDGED =
  /^provider\/(constructs|bindings)\/|^cli\/testing\/index\.ts$|^simulator\/platform\/contract\/tables\.ts$|^agent\/tasks\/child\.ts$/;

describe("exports", () => {
  it("are each used by another file", () => {
    const isJudged = (file: string) =>
      LAYERS.includes(file.split("/", 1)[0]!) && !NOT_JUDGED.test(file) && /\.tsx?$/.test(file);
    expect([...files.keys()].filter(isJudged).length).toBeGreaterThan(1_000);
    expect(unusedExports(files, isJudged)).toEqual([]);
  });

  it("are found unused where only their own module, or one that passes them on, has the name", () => {
    const tree = new Map([
      ["a/parts.ts", "export function used() {}\nexport const alone = 1;\nexport class Held { alone; }\n"],
      ["a/index.ts", 'export { Held, type Shape, used } from "./parts.js";\n'],
      ["b/page.ts", 'import { used } from "../a/index.js";\nused();\n'],
      ["b/other.ts", "const alone = 2;\n"],
      ["a/table.ts", "export const row = 1;\n"],
      ["b/whole.ts", 'import * as rows from "../a/table.js";\n'],
    ]);
    expect(unusedExports(tree, () => true)).toEqual(["a/parts.ts: alone", "a/parts.ts: Held"]);
  });
});
