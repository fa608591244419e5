# Where the runs of a workspace without a pool of its own would go, before anything is applied.
locals {
  environment_default = "private"
  account_default     = "shared"
}

output "where_runs_go" {
  value = provider::scalr::winning_pool(null, local.environment_default, local.account_default)
}
