/** `required_version` of `.tofu` files is kept, in modules too; `.tf` files mean Terraform by it. */
import { describe, expect, it } from "vitest";
import { satisfies } from "../../../engine/language/config/version.js";
import { load } from "./folder.js";

describe("constraints", () => {
  it.each([
    ["1.12.6", true],
    ["= 1.12.5", false],
    ["!= 1.12.6", false],
    [">= 1.5", true],
    [">= 1.5, < 1.10", false],
    [">1.12,<2", true],
    ["~> 1.9", true],
    ["~> 1.12.0", true],
    ["~> 1.11.0", false],
    ["~> 1", true],
    ["~> 2", false],
    ["<= 1.12.6-beta1", false],
    [">= 1.12.6-beta1", true],
    ["v1.12.6", true],
    ["nonsense", null],
    [">= ", null],
    ["> 1.x", null],
  ] as const)("%s", (constraint, holds) => {
    expect(satisfies("1.12.6", constraint)).toBe(holds);
  });
});

const files = (constraint: string) => ({
  "main.tofu": `terraform {\n  required_version = ${JSON.stringify(constraint)}\n}\n`,
});

describe("a configuration", () => {
  it("that asks for what the engine follows is taken", async () => {
    expect((await load(files(">= 1.6"))).configuration).toBeDefined();
  });

  it("that asks for another version is refused with its place", async () => {
    const { configuration, diagnostics } = await load(files("< 1.5"));
    expect(configuration).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { summary: "Incompatible module", range: { file: "main.tofu", start: { line: 2 } } },
    ]);
    expect(diagnostics[0]!.detail).toContain("--engine");
  });

  it("with an invalid constraint is told so", async () => {
    const { diagnostics } = await load(files("latest"));
    expect(diagnostics).toMatchObject([{ summary: "Invalid version constraint" }]);
  });
});
