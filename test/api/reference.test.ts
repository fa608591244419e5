import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referenceFiles } from "../../simulator/api/reference/index.js";

const root = join(import.meta.dirname, "..", "..");

describe("reference pages", () => {
  it.each(Object.entries(referenceFiles()))("%s is current (npm run docs:api)", (name, text) => {
    expect(readFileSync(join(root, name), "utf8")).toBe(text);
  });
});
