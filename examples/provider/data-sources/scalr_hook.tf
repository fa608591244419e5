data "scalr_hook" "example" {
  name = "announce"
}
