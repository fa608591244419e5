resource "scalr_environment_hook" "example" {
  environment_id = scalr_environment.example.id
  hook_id        = scalr_hook.example.id
  events         = ["pre-plan", "post-apply"]
}
