resource "scalr_run_schedule_rule" "example" {
  workspace_id  = scalr_workspace.example.id
  schedule      = "30 3 * * 1-5"
  schedule_mode = "refresh"
}
