resource "scalr_role" "example" {
  name        = "pool-keeper"
  description = "Manages agent pools and assigns them to workspaces"
  permissions = ["agent-pools:*", "workspaces:read", "workspaces:update"]
}
