/** The providers that come with the embedded engine, and OpenTofu's builtin one. */
import type { ProviderFactories } from "../interfaces/provider.js";
import { createLocalProvider } from "./local/index.js";
import { createNullProvider } from "./null.js";
import { createRandomProvider } from "./random/index.js";
import { createTerraformProvider } from "./terraform.js";
import { createTimeProvider } from "./time/index.js";

/** By source. The addresses of Terraform's registry are aliases of these. */
export const builtinProviderFactories: ProviderFactories = {
  "registry.opentofu.org/hashicorp/local": createLocalProvider,
  "registry.opentofu.org/hashicorp/null": createNullProvider,
  "registry.opentofu.org/hashicorp/random": createRandomProvider,
  "registry.opentofu.org/hashicorp/time": () => createTimeProvider(),
  "terraform.io/builtin/terraform": createTerraformProvider,
};
