variable "greeting" {
  default = "Hello from a repository that only the agent can read"
}

resource "terraform_data" "greeting" {
  input = var.greeting
}

output "greeting" {
  value = terraform_data.greeting.output
}
