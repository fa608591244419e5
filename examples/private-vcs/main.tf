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

variable "git_token" {
  description = "Token of the Git server: what server.mjs asks for."
  default     = "let-me-in"
  sensitive   = true
}

resource "scalr_environment" "dev" {
  name = "dev"
}

# R5, R6: its agents reach the Git server, and execute no runs.
resource "scalr_agent_pool" "git" {
  name        = "git"
  vcs_enabled = true
}

resource "scalr_agent_pool_token" "git" {
  agent_pool_id = scalr_agent_pool.git.id
}

# Nobody but the agent, which has a way there, can resolve this name.
resource "scalr_vcs_provider" "corp" {
  name          = "corp"
  vcs_type      = "github_enterprise"
  url           = "http://git.corp.invalid"
  token         = var.git_token
  agent_pool_id = scalr_agent_pool.git.id
}

resource "scalr_workspace" "app" {
  name            = "app"
  environment_id  = scalr_environment.dev.id
  vcs_provider_id = scalr_vcs_provider.corp.id
  auto_queue_runs = "always"
  auto_apply      = true

  vcs_repo {
    identifier       = "acme/app"
    branch           = "main"
    trigger_patterns = "*.tf"
  }
}

output "git_pool_token" {
  value     = scalr_agent_pool_token.git.token
  sensitive = true
}
