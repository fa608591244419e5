data "scalr_service_account" "example" {
  email = scalr_service_account.example.email
}
