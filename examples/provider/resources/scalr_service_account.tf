resource "scalr_service_account" "example" {
  name        = "deployer"
  description = "Deploys from the pipeline"
  owners      = [scalr_iam_team.example.id]
}
