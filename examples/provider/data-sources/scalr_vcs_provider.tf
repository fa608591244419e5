data "scalr_vcs_provider" "example" {
  name = "our-gitlab"
}
