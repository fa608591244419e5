data "scalr_workspaces" "example" {
  environment_id = scalr_environment.example.id
}
