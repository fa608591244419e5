resource "scalr_event_bridge_integration" "example" {
  name           = "events"
  aws_account_id = "123456789012"
  region         = "eu-west-1"
}
