import { expect, it } from "vitest";
import { planJson } from "../../engine/index.js";
import { sanitizedPlan } from "../../simulator/runs/sanitized-plan.js";
import { Workspace } from "../engine/support.js";

const configuration = `
  variable "password" {
    default   = "hush-default"
    sensitive = true
  }
  variable "region" { default = "eu" }
  resource "terraform_data" "a" { input = { password = var.password, region = "shown-region" } }
  resource "terraform_data" "b" { input = sensitive("hush-function") }
  output "secret" {
    value     = "hush-output"
    sensitive = true
  }
  output "open" { value = "shown-output" }
`;

it("masks what is sensitive wherever it stands, in the configuration too, and nothing else", async () => {
  const plan = planJson(await new Workspace(configuration).planned()) as Record<string, unknown>;
  const provider_config = { x: { name: "x", expressions: { token: { constant_value: "hush-token" } } } };
  const text = JSON.stringify({
    ...plan,
    configuration: { ...(plan.configuration as object), provider_config },
  });
  expect(text.match(/hush-\w+/g)!.length).toBeGreaterThan(4);
  const sanitized = sanitizedPlan(text);
  expect(sanitized.match(/hush-\w+/g)).toBeNull();
  for (const shown of ["shown-output", "shown-region", '"default":"eu"', '"name":"x"'])
    expect(sanitized).toContain(shown);
});

it("refuses what is not a plan, however deep it is nested", () => {
  for (const text of ["", "[]", "1", `${"[".repeat(100_000)}${"]".repeat(100_000)}`])
    expect(() => sanitizedPlan(text)).toThrow("is not a plan in JSON");
});
