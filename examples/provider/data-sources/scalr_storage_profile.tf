data "scalr_storage_profile" "example" {
  name = "our-bucket"
}
