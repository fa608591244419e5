data "scalr_event_bridge_integration" "example" {
  name = "events"
}
