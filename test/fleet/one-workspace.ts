/** A configuration with one environment, one pool and one workspace (`production/api`), and whatever else is given. */
export const oneWorkspace = (more = "") => ({
  files: {
    "main.tf": `
terraform {
  required_providers {
    scalr = { source = "registry.scalr.io/scalr/scalr" }
  }
}
resource "scalr_environment" "production" {
  name = "production"
}
resource "scalr_agent_pool" "private" {
  name = "private"
}
resource "scalr_workspace" "api" {
  name           = "api"
  environment_id = scalr_environment.production.id
}
${more}`,
  },
});
