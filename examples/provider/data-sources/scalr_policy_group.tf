data "scalr_policy_group" "example" {
  name = "house-rules"
}
