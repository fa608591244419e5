resource "scalr_storage_profile" "example" {
  name = "our-bucket"

  aws_s3 {
    audience    = "scalr"
    bucket_name = "shop-states"
    role_arn    = "arn:aws:iam::123456789012:role/states"
    region      = "eu-west-1"
  }
}
