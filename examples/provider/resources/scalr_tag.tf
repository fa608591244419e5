resource "scalr_tag" "example" {
  name = "team-shop"
}
