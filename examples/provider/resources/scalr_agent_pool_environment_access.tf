# The pool may belong to another stack, which says nothing about its environments.
resource "scalr_agent_pool" "other" {
  name = "laboratory"
}

resource "scalr_agent_pool_environment_access" "example" {
  agent_pool_id  = scalr_agent_pool.other.id
  environment_id = scalr_environment.example.id
}
