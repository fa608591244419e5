// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are templates of the language, not of JavaScript.
/** Of `steps.ts`: what is warned about, and the functions of the builtin provider. */
import type { Sequence } from "./steps.js";

export const messageSequences: readonly Sequence[] = [
  {
    what: "deprecated variables and outputs, wherever they are used",
    steps: [
      {
        files: {
          "main.tf": `variable "old" {
  default    = "x"
  deprecated = "Use new."
}
module "m" {
  source = "./m"
  old    = "y"
}
module "each" {
  source   = "./m"
  for_each = toset(["a"])
}
locals { l = { deep = module.m.old, new = module.m.new } }
resource "terraform_data" "a" {
  input            = local.l
  triggers_replace = [module.each["a"].old]
}
resource "terraform_data" "b" {
  count = length(module.m.old)
  input = module.m.new
  lifecycle {
    precondition {
      condition     = module.m.old != ""
      error_message = "empty"
    }
  }
}
output "o" { value = module.m.old }
output "deep" { value = local.l }
output "new" { value = module.m.new }
`,
          "m/main.tf": `variable "old" {
  default    = "d"
  deprecated = "Leave it out."
}
output "old" {
  value      = var.old
  deprecated = "Use output new."
}
output "new" { value = var.old }
`,
        },
        variables: { old: "z" },
        said: [
          "warning main.tf:1 Deprecated variable used from the root module",
          "warning main.tf:13 Value derived from a deprecated source",
          "warning main.tf:16 Value derived from a deprecated source",
          "warning main.tf:19 Value derived from a deprecated source",
          "warning main.tf:23 Value derived from a deprecated source",
          "warning main.tf:28 Value derived from a deprecated source",
          "warning main.tf:7 Variable marked as deprecated by the module author",
        ],
      },
    ],
  },
  {
    what: "-replace without the key of an instance",
    steps: [
      {
        files:
          'resource "terraform_data" "none" { count = 0 }\nresource "terraform_data" "one" { for_each = toset(["k"]) }\nresource "terraform_data" "two" { count = 2 }\nresource "terraform_data" "plain" {}\n',
      },
      {
        replace: ["terraform_data.none", "terraform_data.one", "terraform_data.two", "terraform_data.plain"],
        said: ["warning Incompletely-matched force-replace resource instance"],
      },
    ],
  },
  {
    what: "the functions of the builtin provider",
    steps: [
      {
        files: `terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
resource "terraform_data" "x" { input = 1 }
locals {
  deep = { a = 1, bcd = [{ x = "y", zz = null }, "q", -1.5, true], "w v" = {}, e = [], n = { o = { pqr = 1, s = "t" } } }
  text = "a\${"$"}\${"{b} %"}{c}\\n\\t\\"q\\" \\\\ é 😀"
}
output "expr" { value = provider::terraform::encode_expr(local.deep) }
output "text" { value = provider::terraform::encode_expr([local.text, "", 123456789012345678901234567890, 0.1]) }
output "map" { value = provider::terraform::encode_expr(tomap({ a = toset(["x"]), bb = toset([]) })) }
output "tfvars" { value = provider::terraform::encode_tfvars({ a = 1, longer = local.deep, list = [{ k = "v" }] }) }
output "none" { value = provider::terraform::encode_tfvars({}) }
output "decoded" { value = provider::terraform::decode_tfvars("a = 1\\nb = [2, \\"x\\"]\\n# c\\nd = { e = null }") }
output "round" { value = provider::terraform::decode_tfvars(provider::terraform::encode_tfvars({ deep = local.deep, text = local.text })) }
output "later" { value = provider::terraform::encode_expr(terraform_data.x.id) != "" }
output "secret" {
  value     = provider::terraform::encode_expr(sensitive("x"))
  sensitive = true
}
`,
      },
    ],
  },
  ...[
    ['encode_tfvars("x")', "Error in function call"],
    ['encode_tfvars({ "a b" = 1 })', "Error in function call"],
    ["encode_expr(null)", "Invalid function argument"],
    ["encode_expr()", "Not enough function arguments"],
  ].map(([call, summary]) => ({
    what: `provider::terraform::${call} is refused`,
    steps: [
      {
        files: `terraform {\n  required_providers {\n    terraform = { source = "terraform.io/builtin/terraform" }\n  }\n}\noutput "o" { value = provider::terraform::${call} }\n`,
        said: [`error main.tf:6 ${summary}`],
      },
    ],
  })),
];
