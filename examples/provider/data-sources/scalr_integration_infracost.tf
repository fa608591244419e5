data "scalr_integration_infracost" "example" {
  name = "costs"
}
