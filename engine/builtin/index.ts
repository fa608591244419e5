/** Providers that come with the embedded engine: `hashicorp/null`, and OpenTofu's builtin one. */
import type { ProviderFactories } from "../interfaces/provider.js";
import { createNullProvider } from "./null.js";
import { createTerraformProvider } from "./terraform.js";

export const nullProviderFactories: ProviderFactories = {
  "registry.opentofu.org/hashicorp/null": createNullProvider,
  "registry.terraform.io/hashicorp/null": createNullProvider,
  "terraform.io/builtin/terraform": createTerraformProvider,
};
