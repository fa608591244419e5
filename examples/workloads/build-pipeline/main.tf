# Compiles services, tests each in shards, and publishes what passed.

terraform {
  required_providers {
    null = {
      source = "hashicorp/null"
    }
  }
}

variable "services" {
  type        = set(string)
  default     = ["api", "web", "worker"]
  description = "What to build."
}

variable "shards" {
  type        = number
  default     = 2
  description = "How many test shards each service has."

  validation {
    condition     = var.shards >= 1 && var.shards <= 10
    error_message = "There must be 1 to 10 shards."
  }
}

variable "seconds" {
  type        = number
  default     = 1
  description = "How long a step works."
}

locals {
  shards = {
    for pair in setproduct(var.services, range(var.shards)) :
    "${pair[0]}-${pair[1]}" => { service = pair[0], shard = pair[1] }
  }
}

resource "null_resource" "compile" {
  for_each = var.services

  triggers = {
    service = each.key
  }

  provisioner "local-exec" {
    command = "echo 'compiling ${each.key}'; sleep ${var.seconds}; echo '${each.key} compiled'"
  }
}

resource "null_resource" "test" {
  for_each = local.shards

  triggers = {
    build = null_resource.compile[each.value.service].id
  }

  provisioner "local-exec" {
    command = "echo \"testing $SERVICE, shard $SHARD\"; sleep ${var.seconds}; echo \"$SERVICE, shard $SHARD: passed\""
    environment = {
      SERVICE = each.value.service
      SHARD   = each.value.shard
    }
  }
}

resource "null_resource" "publish" {
  count = length(var.services)

  triggers = {
    service = sort(var.services)[count.index]
  }

  depends_on = [null_resource.test]

  provisioner "local-exec" {
    command = "echo 'publishing ${self.triggers.service}'"
  }

  provisioner "local-exec" {
    when    = destroy
    command = "echo 'withdrawing ${self.triggers.service}'"
  }
}

output "published" {
  value       = [for resource in null_resource.publish : resource.triggers.service]
  description = "The services that are out."
}
