resource "scalr_environment" "example" {
  name    = "shop"
  tag_ids = [scalr_tag.example.id]
}
