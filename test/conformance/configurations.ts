// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are templates of the language, not of JavaScript.
/** Configurations that need no provider but terraform's own, for what expressions alone do not show. */
import type { Files } from "../engine/support.js";

export const configurations: Readonly<Record<string, Files>> = {
  "resources for each of what was computed": {
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
  "expressions of every kind": {
    "main.tf": `
variable "any" { default = { a = 1, b = ["x", 2, true], c = { d = null } } }
variable "opt" {
  type = object({ a = optional(list(object({ x = optional(number, 5), y = optional(map(string), { k = "v" }) })), [{}]), b = optional(any) })
  default = {}
}
variable "tup" {
  type = tuple([string, number])
  default = [1, "2"]
}
locals {
  tmpl = "hi $$\{name}"
  l = {
  big = 123456789012345678901234567890 * 3
  frac = 1 / 3
  neg = -0.1 + 0.2
  uni = format("%-10s|%5.2f|%x|%q|%v", "héé", 3.14159, 255, "q\\"", { a = [1] })
  h = <<-EOT
      a
        b \${var.tup[0]}
      %{~ for k, v in { x = 1, y = 2 } }
      \${k}=\${v}
      %{~ endfor }
    end
  EOT
  cond = true ? [1, 2] : ["a"]
  cond2 = var.any.c.d == null ? { a = 1 } : { a = "x" }
  grp = { for s in ["apple", "avocado", "beet"] : substr(s, 0, 1) => s... }
  sp = [for o in [{ a = { b = [1, 2] } }, { a = { b = [3] } }] : o.a.b]
  splat = [{ a = 1 }, { a = 2 }][*].a
  nullsplat = null[*]
  t = try(var.any.zz, tolist(["d"])[0], "x")
  m = merge({ a = 1 }, null, { b = { c = 1 } })
  z = zipmap(["a", "b"], [1, "x"])
  sets = setproduct(["a", "b"], toset([2, 1]))
  r = regexall("(?P<k>[a-z])=(?P<v>\\\\d)", "a=1,b=2")
  y = yamlencode({ a = [1, { b = null }], s = "multi\\nline", "yes" = "no" })
  yd = yamldecode("a: 1\\nb: [x, 2.50, 0x1F, ~]\\nc: 2020-01-01\\n")
  c = csvdecode("a,b\\n1,\\"x,y\\"\\n")
  ci = [cidrsubnet("10.0.0.0/8", 8, 3), cidrhost("fd00::/64", 17)]
  cis = cidrsubnets("10.1.0.0/16", 4, 8)
  ti = formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2020-02-03T04:05:06Z")
  ta = timeadd("2020-02-28T00:00:00Z", "48h30m")
  b = base64encode("ü")
  ty = [for x in [1, "a", true, null, [1], { a = 1 }] : can(tostring(x))]
  al = alltrue([for x in [] : false])
  su = sum([0.1, 0.2, 1])
  tr = trimprefix(title("hello wOrld"), "Hel")
  ch = chunklist(range(7), 3)
  tp = transpose({ a = ["1", "2"], b = ["2"] })
  st = strrev("añb")
  sc = substr("héllo", 1, 3)
  rp = replace("a.b.c", "/[.]/", "-$0-")
  cl = coalescelist([], [null], ["x"])
  lk = lookup({ a = 1 }, "b", null)
  el = element(["a", "b"], 5)
  ix = index(["a", "b"], "b")
  mt = matchkeys(["i1", "i2"], ["a", "b"], ["b"])
  pi = parseint("ff", 16)
  ce = [ceil(1.2), floor(-1.2), signum(-3), log(8, 2), pow(2, 0.5), max(1, 5, 3), min([3, 2]...)]
  tn = templatestring(local.tmpl, { name = "bob" })
  }
}
resource "terraform_data" "d" {
  input = local.l
}
resource "terraform_data" "set" {
  for_each = toset([for i in range(3) : "k\${i}"])
  input = { i = each.key, later = terraform_data.d.id }
  triggers_replace = { a = each.value }
}
output "l" { value = local.l }
output "opt" { value = var.opt }
output "tup" { value = var.tup }
output "later" { value = [for k, s in terraform_data.set : s.output.later if k != "k1"] }
output "when" { value = terraform.workspace }
output "sens" { 
  value = { a = sensitive("x"), b = "y" }
  sensitive = true
}
`,
  },
  "a chain of 3,000 locals": {
    "main.tf": `locals {
  n0 = 0
${Array.from({ length: 2_999 }, (_, n) => `  n${n + 1} = local.n${n} + 1`).join("\n")}
}
output "last" { value = local.n2999 }
`,
  },
};
