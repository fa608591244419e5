resource "scalr_policy_group_linkage" "example" {
  policy_group_id = scalr_policy_group.example.id
  environment_id  = scalr_environment.example.id
}
