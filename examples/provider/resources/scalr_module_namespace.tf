resource "scalr_module_namespace" "example" {
  name         = "shop"
  environments = [scalr_environment.example.id]
}
