resource "scalr_iam_team" "example" {
  name        = "shop"
  description = "Who runs the shop"
}
