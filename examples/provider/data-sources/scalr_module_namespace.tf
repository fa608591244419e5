data "scalr_module_namespace" "example" {
  name = "shop"
}
