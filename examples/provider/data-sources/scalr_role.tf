data "scalr_role" "example" {
  name = "pool-keeper"
}
