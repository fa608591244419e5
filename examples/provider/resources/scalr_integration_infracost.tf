resource "scalr_integration_infracost" "example" {
  name         = "costs"
  api_key      = "example"
  environments = [scalr_environment.example.id]
}
