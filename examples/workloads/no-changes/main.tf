# Computes values and manages nothing, so a plan finds nothing to change.

variable "regions" {
  type    = list(string)
  default = ["eu-west-1", "us-east-1"]
}

locals {
  buckets = { for region in var.regions : region => "logs-${region}" }
}

check "bucket_names" {
  assert {
    condition     = alltrue([for name in values(local.buckets) : length(name) <= 63])
    error_message = "A bucket's name has at most 63 characters."
  }
}
