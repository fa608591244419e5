# The second of three steps fails: the first stays done and in the state, the third is never started.

terraform {
  required_providers {
    null = {
      source = "hashicorp/null"
    }
  }
}

resource "null_resource" "prepare" {
  provisioner "local-exec" {
    command = "echo 'prepared'"
  }
}

resource "null_resource" "migrate" {
  depends_on = [null_resource.prepare]

  provisioner "local-exec" {
    command = "echo 'the migration found 3 conflicting rows'; exit 3"
  }
}

resource "null_resource" "release" {
  depends_on = [null_resource.migrate]

  provisioner "local-exec" {
    command = "echo 'released'"
  }
}
