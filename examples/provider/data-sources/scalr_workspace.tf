data "scalr_workspace" "example" {
  name           = "checkout"
  environment_id = scalr_environment.example.id
}
