resource "scalr_federated_environments" "example" {
  environment_id         = scalr_environment.other.id
  federated_environments = [scalr_environment.example.id]
}
