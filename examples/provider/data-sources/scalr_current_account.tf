data "scalr_current_account" "example" {}
