data "scalr_access_policy" "example" {
  id = scalr_access_policy.example.id
}
