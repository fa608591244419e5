data "scalr_module_versions" "example" {
  id = scalr_module.example.id
}
