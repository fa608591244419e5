data "scalr_assume_service_account_policy" "example" {
  service_account_id = scalr_service_account.example.id
  name               = "main-branch"
}
