resource "scalr_workspace_var_set" "example" {
  workspace_id = scalr_workspace.other.id
  var_set_id   = scalr_var_set.example.id
}
