resource "scalr_workspace" "network" {
  name           = "network"
  environment_id = scalr_environment.example.id
}

# A run of the network is followed by a run of what uses it. Both workspaces are in one environment.
resource "scalr_run_trigger" "example" {
  upstream_id   = scalr_workspace.network.id
  downstream_id = scalr_workspace.example.id
}
