resource "scalr_vcs_provider_agent_pool" "example" {
  vcs_provider_id = scalr_vcs_provider.example.id
  agent_pool_id   = scalr_agent_pool.vcs.id
}
