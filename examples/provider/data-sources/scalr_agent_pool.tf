data "scalr_agent_pool" "example" {
  name = "on-premises"
}
