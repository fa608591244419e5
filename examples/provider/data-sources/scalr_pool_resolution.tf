# Why the runs of the workspace execute where they do.
data "scalr_pool_resolution" "example" {
  workspace_id = scalr_workspace.example.id
}
