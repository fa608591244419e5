import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { referenceFiles } from "../../cli/reference.js";

test("the generated reference is what the commands' definitions make; else run `npm run docs:cli`", async () => {
  for (const [name, text] of Object.entries(await referenceFiles())) {
    expect(readFileSync(join(import.meta.dirname, "../..", name), "utf8"), name).toBe(text);
  }
});
