// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are templates of the language, not of JavaScript.
/** Configurations that change, step after step, for what a first plan does not show. Each found a difference to tofu once. */
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
};
