terraform {
  required_providers {
    scalr = {
      # The official provider's address. `scalr-sandbox provider install` puts this project's there.
      source = "registry.scalr.io/scalr/scalr"
    }
  }
}

# SCALR_HOSTNAME and SCALR_TOKEN say where, and as whom.
provider "scalr" {}

variable "receiver" {
  description = "Where the pool's webhook leads: `scalr-sandbox serverless`, by default on this machine."
  default     = "http://127.0.0.1:7900"
}

variable "secret" {
  description = "What the receiver asks for: its SCALR_SERVERLESS_SECRET."
  default     = "change-me"
  sensitive   = true
}

resource "scalr_environment" "dev" {
  name = "dev"
}

# No agent waits in this pool. When a run needs one, the address is called.
resource "scalr_agent_pool" "on_demand" {
  name            = "on-demand"
  environments    = [scalr_environment.dev.id]
  api_gateway_url = var.receiver

  header {
    name      = "Authorization"
    value     = "Bearer ${var.secret}"
    sensitive = true
  }
}

resource "scalr_agent_pool_token" "on_demand" {
  agent_pool_id = scalr_agent_pool.on_demand.id
  description   = "Agents that are started on demand"
}

resource "scalr_workspace" "batch" {
  name           = "batch"
  environment_id = scalr_environment.dev.id
  agent_pool_id  = scalr_agent_pool.on_demand.id
  auto_apply     = true
}

output "pool_token" {
  value     = scalr_agent_pool_token.on_demand.token
  sensitive = true
}
