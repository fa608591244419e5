data "scalr_variables" "example" {
  workspace_ids = [scalr_workspace.example.id]
}
