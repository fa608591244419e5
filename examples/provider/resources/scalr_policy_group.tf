resource "scalr_policy_group" "example" {
  name            = "house-rules"
  vcs_provider_id = scalr_vcs_provider.example.id

  vcs_repo {
    identifier = "shop/policies"
    path       = "rules"
  }
}
