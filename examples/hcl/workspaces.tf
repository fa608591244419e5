locals {
  # Workspaces by environment, each with the pool that it is linked to; null leaves it to the defaults (R2).
  workspaces = {
    development = merge(
      { for name in ["api", "auth", "billing", "search", "web"] : name => scalr_agent_pool.private.id },
      { for name in ["cache", "events", "mail", "metrics", "storage"] : name => null },
      { nightly = scalr_agent_pool.shared.id },
    )
    production = { for name in ["api", "web"] : name => null }
    # No pool in play: the Scalr runners (R1).
    playground = { for name in ["ada", "blaise", "charles", "dorothy", "edsger"] : name => null }
  }

  flat = merge([
    for environment, pools in local.workspaces : {
      for name, pool in pools : "${environment}/${name}" => { environment = environment, name = name, pool = pool }
    }
  ]...)
}

resource "scalr_environment" "this" {
  for_each = toset(["development", "production", "playground"])

  name = each.key
}

resource "scalr_workspace" "this" {
  for_each = local.flat

  name           = each.value.name
  environment_id = scalr_environment.this[each.value.environment].id
  agent_pool_id  = each.value.pool
  auto_apply     = true
}
