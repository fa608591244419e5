resource "scalr_account_allowed_ips" "example" {
  allowed_ips = ["127.0.0.1", "10.0.0.0/8"]
}
