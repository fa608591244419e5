resource "scalr_provider_configuration" "example" {
  name         = "aws-production"
  environments = ["*"]

  aws {
    credentials_type    = "role_delegation"
    role_arn            = "arn:aws:iam::123456789012:role/scalr"
    external_id         = "shop"
    trusted_entity_type = "aws_account"

    default_tags {
      strategy = "update"
      tags = {
        owner = "shop"
      }
    }
  }
}

# Any other provider.
resource "scalr_provider_configuration" "custom" {
  name = "kubernetes"

  custom {
    provider_name = "kubernetes"

    argument {
      name  = "host"
      value = "https://kubernetes.example.com"
    }

    argument {
      name      = "token"
      value     = "example"
      sensitive = true
    }
  }
}
