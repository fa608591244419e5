# Warns at plan, and fails nothing, if runs of production would move with a new default of the account.
check "production_stays" {
  data "scalr_what_if" "example" {
    account_default = scalr_agent_pool.example.id
  }

  assert {
    condition = alltrue([
      for move in data.scalr_what_if.example.moves : !startswith(move.workspace, "production/")
    ])
    error_message = "Runs of production would move: ${jsonencode(data.scalr_what_if.example.moves)}"
  }
}
