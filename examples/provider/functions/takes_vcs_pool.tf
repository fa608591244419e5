# Whether there is any point in linking the VCS provider to a VCS pool.
output "reached_through_agents" {
  value = provider::scalr::takes_vcs_pool(scalr_vcs_provider.example.vcs_type)
}
