resource "scalr_hook" "example" {
  name            = "announce"
  interpreter     = "bash"
  scriptfile_path = "hooks/announce.sh"
  vcs_provider_id = scalr_vcs_provider.example.id

  vcs_repo {
    identifier = "shop/hooks"
    branch     = "main"
  }
}
