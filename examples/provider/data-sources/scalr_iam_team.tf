data "scalr_iam_team" "example" {
  name = "shop"
}
