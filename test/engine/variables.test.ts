/** Where the values of variables come from, and what is wrong with some. */
import { describe, expect, test } from "vitest";
import type { PlanRequest } from "../../engine/index.js";
import { toPlain } from "../../engine/values/index.js";
import { Workspace } from "./support.js";

async function outputsOf(files: Record<string, string>, options: Partial<PlanRequest> = {}) {
  const made = await new Workspace(files).planned(options);
  return Object.fromEntries(made.outputChanges.map(({ name, after }) => [name, toPlain(after.unmarkDeep())]));
}

const main = `
  variable "a" { default = "default" }
  output "a" { value = var.a }
`;

describe("the last one wins:", () => {
  const tfvars = { "terraform.tfvars": 'a = "tfvars"' };
  const auto = { "b.auto.tfvars.json": '{"a": "auto"}' };
  const env = { TF_VAR_a: "env" };

  test.each([
    ["default", {}, {}],
    ["env", {}, { env }],
    ["tfvars", tfvars, { env }],
    ["auto", { ...tfvars, ...auto }, { env }],
    [
      "file",
      { ...tfvars, ...auto, "given.tfvars": 'a = "file"' },
      { env, inputs: [{ file: "given.tfvars" }] },
    ],
    [
      "-var",
      { ...tfvars, ...auto, "given.tfvars": 'a = "file"' },
      { env, inputs: [{ file: "given.tfvars" }, { name: "a", value: "-var", from: "-var" }] },
    ],
    [
      "file",
      { ...tfvars, ...auto, "given.tfvars": 'a = "file"' },
      { env, inputs: [{ name: "a", value: "-var", from: "-var" }, { file: "given.tfvars" }] },
    ],
  ])("%s", async (expected, files, options) => {
    expect(await outputsOf({ "main.tf": main, ...files }, options)).toEqual({ a: expected });
  });
});

test("texts are expressions for types that are not primitive, JSON values are themselves", async () => {
  const files = {
    "main.tf": `
      variable "list" { type = list(number) }
      variable "text" {}
      variable "object" {
        type = object({
          a = string
          b = optional(number, 2)
        })
      }
      output "all" { value = [var.list, var.text, var.object] }
    `,
  };
  const inputs = [
    { name: "list", value: '[1, "2"]', from: "-var" },
    { name: "text", value: "[1]", from: "-var" },
    { name: "object", value: { a: true }, from: "the run's variables" },
  ];
  expect(await outputsOf(files, { inputs })).toEqual({ all: [[1, 2], "[1]", { a: "true", b: 2 }] });
});

test("what is given but not declared is told: an error from a command line, a warning from elsewhere", async () => {
  const workspace = new Workspace({ "main.tf": main, "terraform.tfvars": 'aa = "x"' });
  const warned = await workspace.plan();
  expect(warned.diagnostics).toMatchObject([
    { severity: "warning", summary: "Value for undeclared variable" },
  ]);
  expect(warned.diagnostics[0]!.detail).toContain('Did you mean "a"?');
  const refused = await workspace.plan({ inputs: [{ name: "b", value: "1", from: "-var" }] });
  expect(refused.plan).toBeUndefined();
});

test("a value that does not fit names the variable, the source and the reason", async () => {
  const workspace = new Workspace(`variable "n" { type = number }`);
  const { diagnostics } = await workspace.plan({ inputs: [{ name: "n", value: "many", from: "-var" }] });
  expect(diagnostics).toMatchObject([{ summary: "Invalid value for input variable" }]);
  expect(diagnostics[0]!.detail).toBe("Unsuitable value for var.n set from -var: a number is required.");
});

test("a missing file is named", async () => {
  const { diagnostics } = await new Workspace(main).plan({ inputs: [{ file: "nowhere.tfvars" }] });
  expect(diagnostics[0]!.detail).toContain("nowhere.tfvars");
});
