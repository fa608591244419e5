data "scalr_agents" "example" {
  agent_pool_id = scalr_agent_pool.example.id
  status        = "idle"
}
