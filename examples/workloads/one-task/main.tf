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

variable "until" {
  type        = string
  default     = ""
  description = "A file: the resource works until it exists, instead of for `seconds`."
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
    command = (var.until == ""
      ? "for second in $(seq ${var.seconds}); do echo \"${var.label}: second $second of ${var.seconds}\"; sleep 1; done"
      : "echo \"${var.label}: waits for $UNTIL\"; until [ -e \"$UNTIL\" ]; do sleep 0.2; done; echo \"${var.label}: found $UNTIL\""
    )
    environment = {
      UNTIL = var.until
    }
  }
}
