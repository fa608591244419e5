resource "scalr_webhook" "example" {
  name         = "chat"
  url          = "https://chat.example.com/hooks/scalr"
  events       = ["run:completed", "run:errored"]
  environments = [scalr_environment.example.id]

  header {
    name  = "X-Sender"
    value = "scalr"
  }
}
