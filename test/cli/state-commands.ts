/** Sessions with commands that change or show a state or check a configuration, which tofu takes too. */
import type { Session } from "./workspaces.js";

const apply = ["apply", "-auto-approve"];
const noChanges = { args: ["plan", "-detailed-exitcode"], code: 0 };

export const stateSessions: readonly Session[] = [
  {
    what: "state rm, mv and list",
    files: {
      "main.tf": `resource "terraform_data" "a" {}
resource "terraform_data" "many" { count = 2 }
module "m" { source = "./m" }
`,
      "m/main.tf": 'resource "terraform_data" "in" { for_each = toset(["x"]) }\n',
    },
    steps: [
      { args: apply, says: ["Resources: 4 added"] },
      { args: ["state", "mv", "terraform_data.a", "terraform_data.b"] },
      { args: ["state", "mv", "terraform_data.many[1]", "terraform_data.one"] },
      { args: ["state", "mv", "module.m", "module.n"] },
      { args: ["state", "mv", "terraform_data.nope", "terraform_data.c"], code: 1 },
      { args: ["state", "mv", "terraform_data.b", "terraform_data.one"], code: 1 },
      {
        args: ["state", "list"],
        lists: [
          "terraform_data.b",
          "terraform_data.many[0]",
          "terraform_data.one",
          'module.n.terraform_data.in["x"]',
        ],
      },
      { args: ["state", "rm", "module.n"], says: ['Removed module.n.terraform_data.in["x"]'] },
      { args: ["state", "rm", "terraform_data.nope"], code: 1 },
      { args: ["state", "mv", "terraform_data.b", "terraform_data.a"] },
      { args: ["state", "mv", "terraform_data.one", "terraform_data.many[1]"] },
      { args: ["plan", "-no-color"], says: ["Plan: 1 to add, 0 to change, 0 to destroy."] },
    ],
    states: ["terraform.tfstate"],
  },
  {
    what: "taint, untaint and refresh",
    files: { "main.tf": 'resource "terraform_data" "a" { input = 1 }\n' },
    steps: [
      { args: apply },
      { args: ["taint", "terraform_data.a"], says: ["terraform_data.a has been marked as tainted."] },
      { args: ["plan"], says: ["terraform_data.a is tainted, so it must be replaced"] },
      { args: ["untaint", "terraform_data.a"], says: ["has been successfully untainted."] },
      noChanges,
      { args: ["taint", "terraform_data.b"], code: 1 },
      { args: ["refresh"], code: 0 },
      noChanges,
    ],
    states: ["terraform.tfstate"],
  },
  {
    what: "validate and show",
    files: { "main.tf": 'variable "v" {}\nresource "terraform_data" "a" { input = "shown" }\n' },
    steps: [
      { args: ["validate"], says: ["Success! The configuration is valid."] },
      { args: ["apply", "-auto-approve", "-var=v=1"] },
      { args: ["show"], says: ["# terraform_data.a:", 'input = "shown"'] },
    ],
    states: ["terraform.tfstate"],
  },
  {
    what: "validate, of a configuration with mistakes",
    files: { "main.tf": 'output "o" { value = local.nope }\n' },
    steps: [{ args: ["validate"], code: 1, says: ["Reference to undeclared local value"] }],
    states: [],
  },
];
