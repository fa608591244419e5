import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fidelityPage } from "../../scripts/fidelity/page.mjs";
import { withTables } from "../engine/fixtures/support.mjs";

const read = (name: string) => readFileSync(join(import.meta.dirname, "../..", name), "utf8");

it("docs/reference/engine.md is current (npm run docs:engine)", () => {
  const page = read("docs/reference/engine.md");
  expect(withTables(page)).toBe(page);
});

it("docs/reference/fidelity.md is current (npm run docs:fidelity)", () => {
  expect(read("docs/reference/fidelity.md")).toBe(fidelityPage());
});
