data "scalr_environment" "example" {
  name = "shop"
}
