resource "scalr_access_policy" "example" {
  role_ids = [scalr_role.example.id]

  subject {
    type = "team"
    id   = scalr_iam_team.example.id
  }

  scope {
    type = "environment"
    id   = scalr_environment.example.id
  }
}
