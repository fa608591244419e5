data "scalr_ssh_key" "example" {
  name = "modules"
}
