# The workspace may belong to another stack.
resource "scalr_workspace" "other" {
  name           = "stock"
  environment_id = scalr_environment.example.id
}

resource "scalr_workspace_agent_pool" "example" {
  workspace_id  = scalr_workspace.other.id
  agent_pool_id = scalr_agent_pool.example.id
}
