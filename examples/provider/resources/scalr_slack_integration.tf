resource "scalr_slack_integration" "example" {
  name         = "shop"
  channel_id   = "C0123456789"
  events       = ["run_approval_required", "run_errored"]
  environments = [scalr_environment.example.id]
}
