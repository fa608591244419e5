# A diamond: the network comes first, both databases next and at the same time, the application last.

terraform {
  required_providers {
    null = {
      source = "hashicorp/null"
    }
  }
}

variable "release" {
  type        = string
  default     = "1.0"
  description = "A new one replaces the databases and the application; the network stays."
}

resource "null_resource" "network" {
  provisioner "local-exec" {
    command = "echo 'network up'; sleep 1"
  }
}

resource "null_resource" "database" {
  for_each = toset(["orders", "customers"])

  triggers = {
    network = null_resource.network.id
    name    = each.key
    release = var.release
  }

  provisioner "local-exec" {
    command = "echo 'database ${each.key} ${var.release} up'; sleep 1"
  }
}

resource "null_resource" "application" {
  triggers = {
    databases = join(",", [for name, database in null_resource.database : "${name}=${database.id}"])
  }

  provisioner "local-exec" {
    command = "echo 'application up, with ${length(null_resource.database)} databases'"
  }
}

output "application" {
  value = null_resource.application.id
}
