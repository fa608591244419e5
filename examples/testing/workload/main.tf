variable "greeting" {
  type = string
}

resource "null_resource" "greeting" {
  triggers = {
    greeting = var.greeting
  }

  provisioner "local-exec" {
    command = "echo ${var.greeting} from the run"
  }
}
