resource "scalr_workspace" "example" {
  name           = "checkout"
  environment_id = scalr_environment.example.id
  auto_apply     = true

  hooks {
    pre_plan = "./check.sh"
  }
}
