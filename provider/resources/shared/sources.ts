/** The source of the provider in configurations: the official provider's own address. */
export const SCALR_PROVIDER_SOURCE = "registry.scalr.io/scalr/scalr";

/** All addresses of this provider: its own, and the meanings of `scalr/scalr` and `Scalr/scalr` in OpenTofu and Terraform. */
export const SCALR_PROVIDER_SOURCES: readonly string[] = [
  SCALR_PROVIDER_SOURCE,
  "registry.opentofu.org/scalr/scalr",
  "registry.terraform.io/scalr/scalr",
];
