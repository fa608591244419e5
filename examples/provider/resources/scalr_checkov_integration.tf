resource "scalr_checkov_integration" "example" {
  name         = "checks"
  cli_args     = "--quiet"
  environments = ["*"]
}
