# By name: {checkout = "ws-..."}.
data "scalr_workspace_ids" "example" {
  names          = ["*"]
  environment_id = scalr_environment.example.id
}
