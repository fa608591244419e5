data "scalr_workload_identity_provider" "example" {
  name = "pipeline"
}
