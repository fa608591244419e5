# These two resources are this project's alone. With the official provider, leave this file out and make the two settings in
# scalr.io's own pages.

resource "scalr_account_agent_pool_default" "this" {
  agent_pool_id = scalr_agent_pool.shared.id
}

# The pool refers to the one environment that may use it, so the environment cannot refer to the pool.
resource "scalr_environment_agent_pool_default" "development" {
  environment_id = scalr_environment.this["development"].id
  agent_pool_id  = scalr_agent_pool.private.id
}
