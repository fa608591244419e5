resource "scalr_variable" "example" {
  key          = "region"
  value        = "eu-west-1"
  category     = "terraform"
  workspace_id = scalr_workspace.example.id
}

# A variable of a set.
resource "scalr_variable" "set" {
  key        = "LOG_LEVEL"
  value      = "info"
  category   = "shell"
  var_set_id = scalr_var_set.example.id
}

# A value that is in no plan and in no state; another version sends it again.
resource "scalr_variable" "secret" {
  key              = "API_KEY"
  value_wo         = "example"
  value_wo_version = 1
  category         = "shell"
  sensitive        = true
  environment_id   = scalr_environment.example.id
}
