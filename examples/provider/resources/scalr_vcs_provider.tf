resource "scalr_vcs_provider" "example" {
  name     = "our-gitlab"
  vcs_type = "gitlab_enterprise"
  url      = "https://gitlab.example.com"
  token    = "example"
}
