resource "scalr_module" "example" {
  vcs_provider_id = scalr_vcs_provider.example.id
  namespace_id    = scalr_module_namespace.example.id

  vcs_repo {
    identifier = "shop/terraform-aws-network"
  }
}
