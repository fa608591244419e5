import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../cli/testing/index.js";
import { synthesizedQuickstart } from "./quickstart.js";
import { worldOf } from "./world.js";

const folder = join(import.meta.dirname, "..", "..", "..", "examples", "hcl");

let plain: Sandbox;
let declared: Sandbox;
beforeAll(async () => {
  [plain, declared] = await Promise.all([startSandbox(), startSandbox()]);
});
afterAll(() => Promise.all([plain.close(), declared.close()]));

it("examples/hcl makes with the embedded engine what the quickstart makes, and takes it away again", async () => {
  const nothing = await worldOf(plain.client);
  const { changes, outputs } = await plain.apply(folder);
  await declared.apply(synthesizedQuickstart());
  expect(changes).toHaveLength(30);
  expect(Object.keys(outputs.pool_tokens)).toEqual(["private", "shared", "vcs"]);
  expect(await worldOf(plain.client)).toEqual(await worldOf(declared.client));
  expect(await plain.plan(folder)).toEqual([]);
  await plain.destroy(folder);
  expect(await worldOf(plain.client)).toEqual(nothing);
});
