resource "scalr_agent_pool" "example" {
  name         = "on-premises"
  environments = [scalr_environment.example.id, scalr_environment.other.id]
}

resource "scalr_agent_pool" "vcs" {
  name        = "git"
  vcs_enabled = true
}

# Shared with every environment, and serverless: the address is called when a run needs an agent.
resource "scalr_agent_pool" "serverless" {
  name            = "serverless"
  api_gateway_url = "https://gateway.example.com/agents"

  header {
    name      = "Authorization"
    value     = "Bearer example"
    sensitive = true
  }
}
