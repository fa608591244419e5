data "scalr_var_set" "example" {
  name = "regions"
}
