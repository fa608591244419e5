# One resource that works for a while, and says so every second.

terraform {
  required_providers {
    null = {
      source = "hashicorp/null"
    }
  }
}

variable "seconds" {
  type    = number
  default = 3
}

variable "label" {
  type    = string
  default = "one task"
}

resource "null_resource" "task" {
  triggers = {
    label = var.label
  }

  provisioner "local-exec" {
    command = "for second in $(seq ${var.seconds}); do echo \"${var.label}: second $second of ${var.seconds}\"; sleep 1; done"
  }
}
