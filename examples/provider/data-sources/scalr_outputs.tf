data "scalr_outputs" "example" {
  environment = "shop"
  workspace   = "checkout"
}
