/** Where configurations say the provider comes from: the official provider's own address. */
export const SCALR_PROVIDER_SOURCE = "registry.scalr.io/scalr/scalr";

/** All addresses that are this provider: its own, and what `scalr/scalr` and `Scalr/scalr` mean to OpenTofu and to Terraform. */
export const SCALR_PROVIDER_SOURCES: readonly string[] = [
  SCALR_PROVIDER_SOURCE,
  "registry.opentofu.org/scalr/scalr",
  "registry.terraform.io/scalr/scalr",
];
