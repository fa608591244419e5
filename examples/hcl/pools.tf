# A pool inside the company's network: for development alone (R3).
resource "scalr_agent_pool" "private" {
  name         = "private"
  environments = [scalr_environment.this["development"].id]
}

# The account's default, but not for the playground: there it is passed over (R3).
resource "scalr_agent_pool" "shared" {
  name         = "shared"
  environments = [for name in ["development", "production"] : scalr_environment.this[name].id]
}

# GitHub Enterprise is inside the network too: agents of a VCS pool reach it (R5, R6).
resource "scalr_agent_pool" "vcs" {
  name        = "vcs"
  vcs_enabled = true
}

resource "scalr_vcs_provider" "github" {
  name          = "github-enterprise"
  vcs_type      = "github_enterprise"
  url           = "https://github.example.com"
  token         = "not-a-real-token"
  agent_pool_id = scalr_agent_pool.vcs.id
}

# What agents join with. The VCS pool's agents need one too.
locals {
  pools = {
    private = scalr_agent_pool.private.id
    shared  = scalr_agent_pool.shared.id
    vcs     = scalr_agent_pool.vcs.id
  }
}

resource "scalr_agent_pool_token" "this" {
  for_each = local.pools

  agent_pool_id = each.value
  description   = "hcl"
}

output "pool_tokens" {
  value     = { for name, token in scalr_agent_pool_token.this : name => token.token }
  sensitive = true
}
