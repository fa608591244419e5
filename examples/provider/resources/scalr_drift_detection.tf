resource "scalr_drift_detection" "example" {
  environment_id = scalr_environment.example.id
  check_period   = "daily"

  workspace_filters {
    environment_types = ["production"]
  }
}
