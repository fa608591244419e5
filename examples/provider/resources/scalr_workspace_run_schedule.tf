resource "scalr_workspace_run_schedule" "example" {
  workspace_id     = scalr_workspace.example.id
  apply_schedule   = "0 7 * * 1-5"
  destroy_schedule = "0 19 * * 1-5"
}
