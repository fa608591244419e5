/** A configuration with one environment (`production`), one pool (`private`) and one workspace of that name. */
export const withWorkspace = (name: string) => `terraform {
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
resource "scalr_workspace" "${name}" {
  name           = "${name}"
  environment_id = scalr_environment.production.id
}
`;

/** A stack of it with the workspace `production/api`, and whatever else is given. */
export const oneWorkspace = (more = "") => ({ files: { "main.tf": `${withWorkspace("api")}${more}` } });
