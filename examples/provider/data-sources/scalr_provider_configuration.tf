data "scalr_provider_configuration" "example" {
  name = "aws-production"
}
