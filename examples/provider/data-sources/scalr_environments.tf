# All environments whose names have "shop" in them.
data "scalr_environments" "example" {
  name = "like:shop"
}
