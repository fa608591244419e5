resource "scalr_ssh_key" "example" {
  name         = "modules"
  private_key  = "example"
  environments = [scalr_environment.example.id]
}
