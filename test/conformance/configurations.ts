// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are templates of the language, not of JavaScript.
/** Configurations that need no provider but terraform's own, for what expressions alone do not show. */
import type { Files } from "../engine/support.js";

export const configurations: Readonly<Record<string, Files>> = {
  "resources for each of what was worked out": {
    "main.tf": `
locals {
  teams = { red = ["ann", "bob"], blue = ["cid"] }
  people = { for pair in flatten([for team, names in local.teams : [for n in names : { team = team, name = n }]]) :
    "\${pair.team}-\${pair.name}" => pair }
}
resource "terraform_data" "person" {
  for_each = local.people
  input    = merge(each.value, { key = each.key, greeting = "hello %{ if each.value.team == "red" }RED%{ else }other%{ endif }" })
}
resource "terraform_data" "numbered" {
  count            = length(local.people)
  input            = format("%02d of %d", count.index + 1, length(local.people))
  triggers_replace = [for p in terraform_data.person : p.id]
}
output "ids" { value = { for k, p in terraform_data.person : k => p.id } }
output "inputs" { value = terraform_data.numbered[*].input }
output "known" { value = [for p in terraform_data.person : p.input.team] }
`,
  },
  "variables of every kind": {
    "main.tf": `
variable "server" {
  type = object({
    name  = string
    ports = optional(set(number), [443, 80])
    disk  = optional(object({ gb = optional(number, 10), kind = optional(string) }), {})
    tags  = optional(map(string))
  })
}
variable "list" { type = list(object({ a = string, b = optional(bool, true) })) }
variable "any" { default = [1, "x", { y = null }] }
variable "secret" {
  type      = string
  sensitive = true
  default   = "hush"
}
variable "nullable" {
  type     = string
  nullable = false
  default  = "fallback"
}
resource "terraform_data" "all" {
  input = { server = var.server, list = var.list, any = var.any, secret = var.secret, nullable = var.nullable }
}
output "server" { value = var.server }
output "secret" {
  value     = "<\${var.secret}>"
  sensitive = true
}
`,
    "terraform.tfvars": `
server   = { name = "s1", ports = ["8080", 22], disk = { kind = "ssd" } }
nullable = null
`,
    "x.auto.tfvars.json": '{ "list": [{ "a": 1 }, { "a": "two", "b": "false" }] }',
  },
  "modules, with count, for_each and what they give": {
    "main.tf": `
module "many" {
  source   = "./part"
  for_each = toset(["a", "b"])
  name     = each.key
}
module "few" {
  source = "./part"
  count  = 2
  name   = "n\${count.index}"
  depends_on = [module.many]
}
output "names" { value = concat(values(module.many)[*].name, module.few[*].name) }
output "ids" { value = { for k, m in module.many : k => m.id } }
`,
    "part/main.tf": `
variable "name" { type = string }
resource "terraform_data" "it" { input = { name = var.name, here = path.module, root = path.root } }
output "id" { value = terraform_data.it.id }
output "name" { value = upper(var.name) }
`,
  },
  "conditions and checks": {
    "main.tf": `
variable "size" {
  type    = number
  default = 3
  validation {
    condition     = var.size > 0 && var.size < 10
    error_message = "Between 1 and 9, not \${var.size}."
  }
}
resource "terraform_data" "a" {
  input = var.size
  lifecycle {
    precondition {
      condition     = var.size != 5
      error_message = "five"
    }
    postcondition {
      condition     = self.output == 3
      error_message = "three"
    }
  }
}
check "later" {
  assert {
    condition     = terraform_data.a.output == 3
    error_message = "unknown yet"
  }
}
check "fails" {
  assert {
    condition     = var.size > 100
    error_message = "too small: \${var.size}"
  }
}
output "o" {
  value = terraform_data.a.output
  precondition {
    condition     = var.size < 100
    error_message = "hundred"
  }
}
`,
  },
  "templates from files and heredocs": {
    "main.tf": `
locals {
  hosts = ["a.example", "b.example"]
  text  = <<-EOT
    # made for \${terraform.workspace}
      %{ for i, h in local.hosts ~}
      server \${i} \${h}
      %{ endfor ~}
    end
  EOT
}
resource "terraform_data" "t" {
  input = {
    file = templatefile("\${path.module}/hosts.tftpl", { hosts = local.hosts, port = 80 })
    text = local.text
    sha  = filesha256("hosts.tftpl")
    set  = fileset(path.module, "*.tftpl")
  }
}
output "json" { value = jsonencode({ text = local.text, n = 1.50, nothing = null }) }
output "yaml" { value = yamlencode({ hosts = local.hosts, deep = { a = [{ b = true }] } }) }
`,
    "hosts.tftpl": "%{ for h in hosts ~}\n${h}:${port}\n%{ endfor ~}\n",
  },
  "JSON syntax": {
    "main.tf.json": JSON.stringify({
      "//": "a comment",
      locals: { name: "x", list: [1, "${local.name}", { y: "${1 + 1}" }] },
      resource: {
        terraform_data: {
          a: { input: "${local.list}", triggers_replace: ["$${not}", "%%{not}"] },
          b: { count: 2, input: { ref: "${terraform_data.a.id}", index: "${count.index}" } },
        },
      },
      output: {
        o: { value: "${[for b in terraform_data.b : b.input.index]}" },
        plain: { value: { a: ["b"] } },
      },
    }),
  },
  "the time of the plan, and what is different each time": {
    "main.tf": `
resource "terraform_data" "t" {
  input = { id = uuid(), at = timestamp(), year = can(formatdate("YYYY", plantimestamp())) }
}
output "same" { value = plantimestamp() == plantimestamp() }
output "impure" { value = [for x in ["a"] : "\${x}-\${uuid()}"] }
`,
  },
  "unknown values on their way": {
    "main.tf": `
resource "terraform_data" "a" { input = "x" }
locals {
  id   = terraform_data.a.id
  some = { known = 1, unknown = local.id }
}
output "object" { value = local.some }
output "text" { value = "id \${local.id}" }
output "list" { value = [local.id, "b", local.id == "x"] }
output "choice" { value = local.id != "" ? "yes" : "no" }
output "length" { value = length([local.id, local.id]) }
output "set" { value = toset([local.id, "b"]) }
output "keys" { value = keys(local.some) }
output "try" { value = try(local.some.missing, local.id, "z") }
output "can" { value = can(local.id.x) }
output "merged" { value = merge(local.some, { known = 2 }) }
output "for" { value = { for k, v in local.some : k => v if k != "x" } }
output "coalesced" { value = coalesce(local.id, "y") }
output "starts" { value = startswith("prefix-\${local.id}", "prefix") }
output "sensitive" {
  value     = sensitive(local.id)
  sensitive = true
}
resource "terraform_data" "b" {
  input            = local.some
  triggers_replace = [local.id, 1]
}
`,
  },
};
