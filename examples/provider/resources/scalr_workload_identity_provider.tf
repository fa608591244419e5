resource "scalr_workload_identity_provider" "example" {
  name              = "pipeline"
  url               = "https://token.example.com"
  allowed_audiences = ["scalr"]
}
