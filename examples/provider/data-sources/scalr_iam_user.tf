# The sandbox's administrator.
data "scalr_iam_user" "example" {
  email = "admin@sandbox.invalid"
}
