# Everything is null outside a run.
data "scalr_current_run" "example" {}
