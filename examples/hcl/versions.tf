terraform {
  required_providers {
    scalr = {
      # The official provider's address. `scalr-sandbox provider install` puts this project's there.
      source = "registry.scalr.io/scalr/scalr"
    }
  }
}

# SCALR_HOSTNAME and SCALR_TOKEN say where, and as whom.
provider "scalr" {}
