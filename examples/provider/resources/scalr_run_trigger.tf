resource "scalr_run_trigger" "example" {
  upstream_id   = scalr_workspace.other.id
  downstream_id = scalr_workspace.example.id
}
