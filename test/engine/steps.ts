// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are templates of the language, not of JavaScript.
/**
 * Configurations that are applied step after step. `test/conformance/steps.test.ts` holds the engine to what the real tofu plans,
 * prints, says and stores at each.
 */
import type { PlanMode } from "../../engine/index.js";
import { messageSequences } from "./steps-of-messages.js";
import type { Files } from "./support.js";

export interface Step {
  /** In place of all that was there; absent: as it is. */
  readonly files?: Files | string;
  readonly target?: readonly string[];
  readonly exclude?: readonly string[];
  readonly replace?: readonly string[];
  readonly mode?: PlanMode;
  readonly variables?: Readonly<Record<string, string>>;
  /** What is said, as in `messages.ts`, sorted; absent: nothing. */
  readonly said?: readonly string[];
}

export interface Sequence {
  readonly what: string;
  readonly steps: readonly Step[];
}

const PARTIAL = ["warning Applied changes may be incomplete", "warning Resource targeting is in effect"];
const FORGOTTEN = "warning Resource will be removed from the state";
const enabled = `
variable "on" { type = bool }
resource "terraform_data" "a" {
  input = "a"
  lifecycle { enabled = var.on }
}
data "terraform_remote_state" "none" {
  backend = "local"
  lifecycle { enabled = false }
}
module "m" {
  source = "./m"
  value  = "b"
  lifecycle { enabled = var.on }
}
output "a" { value = terraform_data.a }
output "input" { value = terraform_data.a == null ? "off" : terraform_data.a.input }
output "m" { value = module.m }
output "try" { value = try(module.m.value, "off") }
output "data" { value = data.terraform_remote_state.none }
`;
const part = `
variable "value" {}
resource "terraform_data" "b" { input = var.value }
output "value" { value = terraform_data.b.output }
`;
const kept = (input: number, rest = "") => `
resource "terraform_data" "kept" {
  input            = ${input}
  triggers_replace = [${input}]
  lifecycle {
    destroy = false
    ${rest}
  }
}
`;
const chain = `
variable "n" { default = 1 }
resource "terraform_data" "a" { input = var.n }
resource "terraform_data" "b" {
  count = 2
  input = [terraform_data.a.output, count.index]
}
resource "terraform_data" "c" { input = terraform_data.b[0].output }
resource "terraform_data" "free" { input = var.n }
module "m" {
  source = "./m"
  value  = terraform_data.a.output
}
output "a" { value = terraform_data.a.output }
output "c" { value = terraform_data.c.output }
output "free" { value = terraform_data.free.output }
output "m" { value = module.m.value }
`;

export const sequences: readonly Sequence[] = [
  {
    what: "enabled, of resources, data sources and modules, switched on and off",
    steps: [
      { files: { "main.tf": enabled, "m/main.tf": part }, variables: { on: "true" } },
      { variables: { on: "false" } },
      { variables: { on: "true" } },
      { variables: { on: "true" }, mode: "destroy" },
    ],
  },
  {
    what: "enabled takes the place of count, and count of enabled",
    steps: [
      { files: 'resource "terraform_data" "a" {\n  count = 2\n  input = 1\n}\n' },
      { files: 'resource "terraform_data" "a" {\n  input = 1\n  lifecycle { enabled = true }\n}\n' },
      { files: 'resource "terraform_data" "a" {\n  count = 1\n  input = 1\n}\n' },
      { files: 'resource "terraform_data" "a" {\n  input = 1\n  lifecycle { enabled = 1 == 2 }\n}\n' },
    ],
  },
  ...["null", "sensitive(true)", '"maybe"', 'terraform_data.a.id == "x"', "[]"].map((value) => ({
    what: `enabled = ${value} is refused`,
    steps: [
      {
        files: `resource "terraform_data" "a" {}\nresource "terraform_data" "b" {\n  lifecycle { enabled = ${value} }\n}\n`,
        said: ["error main.tf:3 Invalid enabled argument"],
      },
    ],
  })),
  {
    what: "enabled beside count and for_each is refused",
    steps: [
      {
        files: {
          "main.tf":
            'resource "terraform_data" "a" {\n  count = 1\n  for_each = {}\n  lifecycle { enabled = true }\n}\nmodule "m" {\n  source = "./m"\n  count = 1\n  lifecycle { enabled = true }\n}\n',
          "m/main.tf": "",
        },
        said: [
          'error main.tf:2 Invalid combination of "count", "enabled", and "for_each"',
          'error main.tf:8 Invalid combination of "count" and "enabled"',
        ],
      },
    ],
  },
  {
    what: "destroy = false forgets what is replaced, removed from the configuration, or destroyed",
    steps: [
      { files: kept(1) },
      { files: kept(2) },
      { files: kept(2), replace: ["terraform_data.kept"] },
      { files: kept(3, "create_before_destroy = true") },
      { files: "", said: [FORGOTTEN] },
      { files: kept(4) },
      { mode: "destroy", said: ["error Destroy was successful but left behind forgotten instances"] },
    ],
  },
  {
    what: "destroy = false is remembered until the configuration says otherwise",
    steps: [
      {
        files:
          'resource "terraform_data" "a" {\n  for_each = toset(["x", "y"])\n  lifecycle { destroy = false }\n}\n',
      },
      {
        files:
          'resource "terraform_data" "a" {\n  for_each = toset(["x"])\n  lifecycle { destroy = false }\n}\n',
        said: [FORGOTTEN],
      },
      { files: 'resource "terraform_data" "a" {\n  for_each = toset(["x"])\n}\n' },
      { files: "" },
    ],
  },
  {
    what: "a removed block counts more than destroy = false",
    steps: [
      { files: kept(1) },
      { files: "removed {\n  from = terraform_data.kept\n  lifecycle { destroy = true }\n}\n" },
    ],
  },
  {
    what: "destroy that is not a constant is refused",
    steps: [
      {
        files: 'resource "terraform_data" "a" {\n  lifecycle { destroy = "no" }\n}\n',
        said: ["error main.tf:2 Invalid lifecycle destroy expression"],
      },
    ],
  },
  {
    what: "prevent_destroy that a variable decides",
    steps: [
      {
        files:
          'variable "keep" { type = bool }\nlocals { keep = var.keep }\nresource "terraform_data" "a" {\n  lifecycle { prevent_destroy = local.keep }\n}\n',
        variables: { keep: "true" },
      },
      {
        mode: "destroy",
        variables: { keep: "true" },
        said: ["error main.tf:3 Resource instance cannot be destroyed"],
      },
      { mode: "destroy", variables: { keep: "false" } },
    ],
  },
  ...messageSequences,
  {
    what: "-exclude leaves out a resource and what depends on it",
    steps: [
      { files: { "main.tf": chain, "m/main.tf": part }, exclude: ["terraform_data.b"], said: PARTIAL },
      {},
      { variables: { n: "2" }, exclude: ["terraform_data.a"], said: PARTIAL },
      { variables: { n: "2" }, exclude: ["terraform_data.b[1]"], said: PARTIAL },
      { variables: { n: "3" }, exclude: ["module.m"], said: PARTIAL },
      { variables: { n: "3" } },
      { mode: "destroy", variables: { n: "3" }, exclude: ["terraform_data.c"], said: PARTIAL },
      { mode: "destroy", variables: { n: "3" } },
    ],
  },
  {
    what: "-exclude beside -target is refused",
    steps: [
      {
        files: chain.replace(/module "m"[^}]*}|output "m".*/g, ""),
        target: ["terraform_data.a"],
        exclude: ["terraform_data.b"],
        said: ["error Invalid combination of arguments"],
      },
    ],
  },
  {
    what: "-exclude of what is no longer declared",
    steps: [
      { files: 'resource "terraform_data" "a" {}\nresource "terraform_data" "b" {}\n' },
      { files: "", exclude: ["terraform_data.a"], said: PARTIAL },
      { files: "" },
    ],
  },
  {
    what: "modules whose folders follow from variables, in the root and deeper",
    steps: [
      {
        files: {
          "main.tf":
            'variable "kind" { default = "small" }\nlocals {\n  base = "./parts"\n  path = "${local.base}/${var.kind}"\n}\nmodule "m" {\n  source = local.path\n  next   = var.kind\n}\nmodule "fixed" {\n  source = "./parts/small"\n  next   = "large"\n}\noutput "m" { value = [module.m.size, module.fixed.size] }\n',
          "parts/small/main.tf":
            'variable "next" {\n  const = true\n}\nmodule "n" {\n  source = "../sub/${var.next}"\n}\noutput "size" { value = "small ${module.n.name}" }\n',
          "parts/large/main.tf":
            'variable "next" {}\nresource "terraform_data" "x" { input = var.next }\noutput "size" { value = terraform_data.x.output }\n',
          "parts/sub/small/main.tf": 'output "name" { value = "s" }\n',
          "parts/sub/large/main.tf": 'output "name" { value = "l" }\n',
        },
      },
      { variables: { kind: "large" } },
    ],
  },
];
