/** What the reference says is taken is taken, and what it says is refused is refused by name and place. */
import { describe, expect, test } from "vitest";
import { builtinProviderFactories } from "../../engine/builtin/index.js";
import { scalrProviders } from "../../provider/resources/index.js";
import { refused, taken } from "./fixtures/support.mjs";
import { explain, type Files, Workspace } from "./support.js";

const providers = { ...builtinProviderFactories, ...scalrProviders() };

describe("taken", () => {
  test.each(taken as { what: string; files: Files }[])("$what", async ({ files }) => {
    const { plan, diagnostics } = await new Workspace(files, providers).plan();
    expect(plan, explain(diagnostics)).toBeDefined();
  });
});

describe("refused", () => {
  test.each(refused as { what: string; files: Files }[])("$what", async ({ files }) => {
    const { plan, diagnostics } = await new Workspace(files).plan();
    expect(plan).toBeUndefined();
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors).not.toEqual([]);
    for (const { detail, range } of errors) {
      expect(range?.file).toBe("main.tf");
      expect(detail).toContain("--engine tofu");
    }
  });
});
