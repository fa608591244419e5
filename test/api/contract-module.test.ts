import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { contractModule } from "../../scripts/contract/generate.mjs";

const folder = join(import.meta.dirname, "..", "..", "simulator", "platform", "contract");
const read = (name: string) => readFileSync(join(folder, name), "utf8");

it("the contract's module is current (npm run contract)", () => {
  expect(read("tables.ts")).toBe(contractModule(JSON.parse(read("scalr-api.json"))));
});
