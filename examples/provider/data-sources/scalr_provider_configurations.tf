data "scalr_provider_configurations" "example" {
  provider_name = "aws"
}
