data "scalr_webhook" "example" {
  name = "chat"
}
