resource "scalr_service_account_token" "example" {
  service_account_id = scalr_service_account.example.id
  name               = "pipeline"
  expires_in         = 43200
}
