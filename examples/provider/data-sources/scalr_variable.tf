data "scalr_variable" "example" {
  key          = "region"
  workspace_id = scalr_workspace.example.id
}
