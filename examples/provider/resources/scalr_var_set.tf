resource "scalr_var_set" "example" {
  name         = "regions"
  description  = "Where the shop is"
  environments = [scalr_environment.example.id]
}
