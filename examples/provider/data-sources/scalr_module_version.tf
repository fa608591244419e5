data "scalr_module_version" "example" {
  source  = scalr_module.example.source
  version = "1.2.0"
}
