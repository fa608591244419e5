resource "scalr_agent_pool_token" "example" {
  agent_pool_id = scalr_agent_pool.example.id
  description   = "The agents in the cellar"
}
