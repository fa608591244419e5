resource "scalr_account_agent_pool_default" "example" {
  agent_pool_id = scalr_agent_pool.serverless.id
}
