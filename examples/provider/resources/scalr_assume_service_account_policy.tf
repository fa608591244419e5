resource "scalr_assume_service_account_policy" "example" {
  name                     = "main-branch"
  service_account_id       = scalr_service_account.example.id
  provider_id              = scalr_workload_identity_provider.example.id
  maximum_session_duration = 1800

  claim_condition {
    claim = "sub"
    value = "repo:shop/checkout:ref:refs/heads/main"
  }
}
