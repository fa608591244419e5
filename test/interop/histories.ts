// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are templates of the language, not of JavaScript.
/** Configurations that change, step after step, for what a first plan does not show; the first two found differences to tofu. */
import { HEADER } from "./stack.js";

/** What is written over what is there; null removes a file. */
export type Step = Readonly<Record<string, string | null>>;

export const histories: Readonly<Record<string, readonly Step[]>> = {
  "data sources wait for the resources that they name, and checks look last": [
    {
      "main.tf": `${HEADER}
variable "pools" { default = 2 }
resource "scalr_environment" "e" { name = "history-data" }
resource "scalr_agent_pool" "p" {
  count = var.pools
  name  = "history-data-\${count.index}"
}
data "scalr_environment" "named" { name = scalr_environment.e.name }
data "scalr_agent_pool" "p" {
  count = var.pools
  name  = scalr_agent_pool.p[count.index].name
  lifecycle {
    postcondition {
      condition     = !self.vcs_enabled
      error_message = "a VCS pool"
    }
  }
}
module "looked_up" {
  source = "./lookup"
  name   = scalr_environment.e.name
  id     = scalr_environment.e.id
}
resource "scalr_workspace" "w" {
  for_each       = { for n in range(var.pools) : format("w%02d", n) => n }
  name           = "history-\${each.key}"
  environment_id = data.scalr_environment.named.id
  agent_pool_id  = data.scalr_agent_pool.p[each.value].id
}
data "scalr_workspaces" "all" {
  environment_id = scalr_environment.e.id
  depends_on     = [scalr_workspace.w]
}
check "nested" {
  data "scalr_agent_pool" "first" { name = "history-data-0" }
  assert {
    condition     = data.scalr_agent_pool.first.id == scalr_agent_pool.p[0].id
    error_message = "another pool: \${data.scalr_agent_pool.first.id}"
  }
  assert {
    condition     = length(data.scalr_workspaces.all.ids) == 3
    error_message = "There are \${length(data.scalr_workspaces.all.ids)} workspaces."
  }
}
check "never" {
  data "scalr_agent_pool" "none" { name = "there-is-none" }
  assert {
    condition     = data.scalr_agent_pool.none.id != ""
    error_message = "none"
  }
}
output "same" { value = module.looked_up.id == scalr_environment.e.id }
output "count" { value = length(data.scalr_workspaces.all.ids) }
`,
      "lookup/main.tf": `terraform {
  required_providers {
    scalr = { source = "registry.scalr.io/scalr/scalr" }
  }
}
variable "name" {}
variable "id" {}
data "scalr_environment" "e" { name = var.id == "" ? "" : var.name }
output "id" { value = data.scalr_environment.e.id }
`,
    },
    {},
    { "terraform.tfvars": "pools = 3\n" },
    { "terraform.tfvars": "pools = 1\n" },
  ],

  "what is removed without saying how is forgotten, and an import leaves no dependency": [
    {
      "main.tf": `${HEADER}
resource "scalr_environment" "a" { name = "history-a" }
resource "scalr_tag" "old" { name = "history-old" }
resource "scalr_tag" "destroyed" { name = "history-destroyed" }
resource "scalr_workspace" "w" {
  count          = 2
  name           = "history-w\${count.index}"
  environment_id = scalr_environment.a.id
}
`,
    },
    {
      "main.tf": `${HEADER}
module "env" {
  source   = "./env"
  for_each = { a = "history-a" }
  name     = each.value
}
moved {
  from = scalr_environment.a
  to   = module.env["a"].scalr_environment.this
}
resource "scalr_workspace" "w" {
  for_each       = { zero = 0, one = 1 }
  name           = "history-w\${each.value}"
  environment_id = module.env["a"].id
}
moved {
  from = scalr_workspace.w[0]
  to   = scalr_workspace.w["zero"]
}
moved {
  from = scalr_workspace.w[1]
  to   = scalr_workspace.w["one"]
}
removed {
  from = scalr_tag.old
}
removed {
  from = scalr_tag.destroyed
  lifecycle { destroy = true }
}
output "names" { value = [for m in module.env : m.name] }
`,
      "env/main.tf": `terraform {
  required_providers {
    scalr = { source = "registry.scalr.io/scalr/scalr" }
  }
}
variable "name" {}
resource "scalr_environment" "this" { name = var.name }
output "id" { value = scalr_environment.this.id }
output "name" { value = scalr_environment.this.name }
`,
    },
    {
      "back.tf": `
data "scalr_tag" "gone" { name = "history-old" }
import {
  to = scalr_tag.back["one"]
  id = data.scalr_tag.gone.id
}
resource "scalr_tag" "back" {
  for_each = toset(["one"])
  name     = "history-back"
}
`,
    },
    { "back.tf": null },
  ],

  "a platform of environments, pools, workspaces and variables, which changes": [
    {
      "versions.tf": `${HEADER}
provider "scalr" {}
`,
      "variables.tf": `
variable "prefix" {
  type = string
  default = "pl"
  validation {
    condition = can(regex("^[a-z]{2,8}$", var.prefix))
    error_message = "The prefix \${var.prefix} must be 2 to 8 small letters."
  }
}
variable "environments" {
  description = "What each environment has."
  type = map(object({
    pools      = optional(map(object({ shared = optional(bool, false), api_gateway_url = optional(string), headers = optional(map(string), {}) })), {})
    workspaces = optional(map(object({ pool = optional(string), auto_apply = optional(bool, true), tags = optional(set(string), []), vars = optional(map(string), {}) })), {})
    default_pool = optional(string)
  }))
}
variable "secret" {
  type = string
  sensitive = true
  default = "s3cr3t"
}
variable "eph" {
  type = string
  ephemeral = true
  default = "e"
}
`,
      "main.tf": `
locals {
  tags = toset(flatten([for e in var.environments : [for w in e.workspaces : w.tags]]))
  pools = merge([for en, e in var.environments : { for pn, p in e.pools : "\${en}/\${pn}" => merge(p, { environment = en, name = pn }) }]...)
  workspaces = { for w in flatten([for en, e in var.environments : [for wn, w in e.workspaces : merge(w, { key = "\${en}/\${wn}", environment = en, name = wn })]]) : w.key => w }
  by_pool = { for k, w in local.workspaces : coalesce(w.pool, "none") => k... }
  motd = templatefile("\${path.module}/motd.tftpl", { envs = var.environments, prefix = var.prefix })
}
resource "scalr_tag" "all" {
  for_each = local.tags
  name     = "\${var.prefix}-\${each.value}"
}
resource "scalr_environment" "all" {
  for_each = var.environments
  name     = "\${var.prefix}-\${each.key}"
  lifecycle {
    precondition {
      condition     = length(each.key) < 20
      error_message = "Too long: \${each.key}"
    }
    postcondition {
      condition     = startswith(self.id, "env-")
      error_message = "odd id"
    }
  }
}
resource "scalr_agent_pool" "all" {
  for_each     = local.pools
  name         = "\${var.prefix}-\${each.value.name}"
  environments = each.value.shared ? ["*"] : [scalr_environment.all[each.value.environment].id]
  api_gateway_url = each.value.api_gateway_url
  dynamic "header" {
    for_each = each.value.headers
    iterator = h
    content {
      name  = h.key
      value = h.value
      sensitive = h.key == "X-Secret"
    }
  }
}
module "workspaces" {
  source   = "./modules/workspaces"
  for_each = var.environments
  prefix   = var.prefix
  environment = scalr_environment.all[each.key]
  workspaces = { for k, w in local.workspaces : w.name => {
    pool_id = w.pool == null ? null : scalr_agent_pool.all["\${each.key}/\${w.pool}"].id
    auto_apply = w.auto_apply
    tag_ids = [for t in w.tags : scalr_tag.all[t].id]
    vars = w.vars
  } if w.environment == each.key }
  secret = var.secret
}
check "everything_has_a_pool" {
  assert {
    condition     = !contains(keys(local.by_pool), "none")
    error_message = "Without a pool: \${join(", ", lookup(local.by_pool, "none", []))}."
  }
}
output "motd" { value = local.motd }
output "workspaces" { value = { for e, m in module.workspaces : e => m.ids } }
output "by_pool" { value = local.by_pool }
output "secret" {
  value = "x\${var.secret}"
  sensitive = true
}
output "json" { value = jsonencode({ for k, p in scalr_agent_pool.all : k => { name = p.name, n = length(p.environments), h = [for x in p.header : x.name] } }) }
`,
      "motd.tftpl": `Welcome to \${upper(prefix)}
%{ for name, e in envs ~}
* \${name}: \${length(e.workspaces)} workspaces%{ if length(e.pools) > 0 } in \${join(", ", keys(e.pools))}%{ endif }
%{ endfor ~}
bye
`,
      "modules/workspaces/main.tf": `
terraform {
  required_providers {
    scalr = { source = "registry.scalr.io/scalr/scalr" }
  }
}
variable "prefix" {}
variable "environment" { type = object({ id = string, name = string }) }
variable "workspaces" { type = any }
variable "secret" { sensitive = true }
resource "scalr_workspace" "this" {
  for_each       = var.workspaces
  name           = "\${var.prefix}-\${each.key}"
  environment_id = var.environment.id
  agent_pool_id  = each.value.pool_id
  auto_apply     = each.value.auto_apply
  tag_ids        = each.value.tag_ids
}
module "variables" {
  source = "./variables"
  for_each = var.workspaces
  workspace_id = scalr_workspace.this[each.key].id
  vars = merge(each.value.vars, { FROM = var.environment.name })
  secret = var.secret
}
output "ids" { value = { for k, w in scalr_workspace.this : k => w.id } }
output "names" { value = values(scalr_workspace.this)[*].name }
`,
      "modules/workspaces/variables/main.tf": `
terraform {
  required_providers {
    scalr = { source = "registry.scalr.io/scalr/scalr" }
  }
}
variable "workspace_id" { type = string }
variable "vars" { type = map(string) }
variable "secret" {
 type = string
 sensitive = true
}
resource "scalr_variable" "plain" {
  for_each = var.vars
  key = each.key
  value = each.value
  category = "shell"
  workspace_id = var.workspace_id
}
resource "scalr_variable" "secret" {
  key = "SECRET"
  value = var.secret
  category = "shell"
  sensitive = true
  workspace_id = var.workspace_id
}
`,
      "terraform.tfvars": `
environments = {
  dev = {
    pools = { main = {}, extra = { shared = true, headers = { "X-A" = "1" } } }
    workspaces = {
      api = { pool = "main", tags = ["a", "b"], vars = { K = "v" } }
      web = { auto_apply = false, tags = ["b"] }
    }
  }
  prod = {
    pools = { main2 = { shared = true } }
    workspaces = { api = { pool = "main2", vars = { REGION = "eu", N = 3 } } }
  }
}
`,
    },
    {
      "x.auto.tfvars": `
environments = {
  dev = {
    pools = { main = {}, extra = { shared = true, headers = { "X-B" = "2", "X-Secret" = "z" } } }
    workspaces = {
      api = { pool = "extra", tags = ["a"], vars = { K = "v2" } }
      cron = { pool = "main", tags = ["c"] }
    }
  }
  stage = { }
  prod = {
    pools = { main2 = { shared = true } }
    workspaces = { api = { pool = "main2", vars = { REGION = "us", N = 3 } } }
  }
}
secret = "changed"
`,
    },
    {},
  ],

  "modules whose repetition changes keep what was made": [
    {
      "main.tf": `${HEADER}
provider "scalr" {}
variable "on" {
  type = bool
  default = true
}
resource "scalr_environment" "e" { 
  name = "tx-e" 

}
resource "scalr_tag" "t" {
  count = var.on ? 2 : 0
  name = "tx-t\${count.index}"
}
module "m" {
  source = "./m"
  count = var.on ? 1 : 0
  env = scalr_environment.e.id
  tags = scalr_tag.t
}
output "e" { value = var.on ? scalr_environment.e.name : "off" }
output "m" { value = module.m[*].names }
`,
      "m/main.tf": `${HEADER}
variable "env" {}
variable "tags" {}
locals { names = [for t in var.tags : upper(t.name)] }
resource "scalr_workspace" "w" {
  for_each = { for t in var.tags : t.name => t if !endswith(t.name, "9") }
  name = each.key
  environment_id = var.env
  tag_ids = [each.value.id]
}
output "names" { value = { for k, w in scalr_workspace.w : k => { tags = length(w.tag_ids), n = local.names } } }
`,
    },
    {
      "main.tf": `${HEADER}
provider "scalr" {}
variable "on" {
  type = bool
  default = true
}
resource "scalr_environment" "e" { 
  name = "tx-e" 

}
resource "scalr_tag" "t" {
  for_each = { for i in range(var.on ? 2 : 0) : "k\${i}" => i }
  name = "tx-t\${each.value}"
}
moved {
  from = scalr_tag.t[0]
  to = scalr_tag.t["k0"]
}
moved {
  from = scalr_tag.t[1]
  to = scalr_tag.t["k1"]
}
module "m" {
  source = "./m"
  for_each = var.on ? { one = 1 } : {}
  env = scalr_environment.e.id
  tags = values(scalr_tag.t)
}
moved {
  from = module.m[0]
  to = module.m["one"]
}
output "m" { value = [for m in module.m : m.names] }
`,
    },
    {},
  ],
};
