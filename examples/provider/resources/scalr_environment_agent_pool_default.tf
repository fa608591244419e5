# The environment may belong to another stack.
resource "scalr_environment" "other" {
  name = "warehouse"
}

resource "scalr_environment_agent_pool_default" "example" {
  environment_id = scalr_environment.other.id
  agent_pool_id  = scalr_agent_pool.example.id
}
