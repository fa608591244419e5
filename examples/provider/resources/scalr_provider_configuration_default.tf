resource "scalr_provider_configuration_default" "example" {
  environment_id            = scalr_environment.example.id
  provider_configuration_id = scalr_provider_configuration.example.id
}
