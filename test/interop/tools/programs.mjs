import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The real programs that this project is held to, by the name of their file: `platform` as in `iac-platform` where it executes runs, where their source is,
 * and the Go module that pins it.
 */
const SOURCES = {
  tofu: {
    platform: "opentofu",
    title: "OpenTofu",
    module: "github.com/opentofu/opentofu",
    main: "/cmd/tofu",
    pinned: ".",
  },
  terraform: {
    platform: "terraform",
    title: "Terraform",
    module: "github.com/hashicorp/terraform",
    main: "",
    pinned: "terraform",
  },
  opa: {
    platform: "opa",
    title: "Open Policy Agent",
    module: "github.com/open-policy-agent/opa",
    main: "",
    pinned: "opa",
  },
};

/** @param {keyof typeof SOURCES} name */
function program(name) {
  const { module, main, pinned, ...shown } = SOURCES[name];
  const folder = join(import.meta.dirname, pinned);
  const version =
    new RegExp(`${module} v(\\S+)`).exec(readFileSync(join(folder, "go.mod"), "utf8"))?.[1] ?? "";
  return {
    ...shown,
    name,
    version,
    /** Where its Go module is. */
    folder,
    /** The package that is built. */
    source: module + main,
    /** Where it lies once it is built. */
    built: join(import.meta.dirname, "bin", `${name}-${version}`),
  };
}

export const PROGRAMS = { tofu: program("tofu"), terraform: program("terraform"), opa: program("opa") };

/**
 * The real providers that the engine's own stand for: the package that is built, and the release that it is. Two of them have another
 * path in their own go.mod than where they are.
 */
const PROVIDER_SOURCES = {
  random: { module: "github.com/terraform-providers/terraform-provider-random", version: "3.9.0" },
  time: { module: "github.com/hashicorp/terraform-provider-time", version: "0.14.2" },
  local: { module: "github.com/terraform-providers/terraform-provider-local", version: "2.9.0" },
};

/** @param {keyof typeof PROVIDER_SOURCES} name */
function provider(name) {
  const { module, version } = PROVIDER_SOURCES[name];
  const file = `terraform-provider-${name}-${version}`;
  return {
    name,
    title: `the provider ${name}`,
    version,
    folder: join(import.meta.dirname, "providers"),
    source: module,
    built: join(import.meta.dirname, "bin", file),
  };
}

export const PROVIDERS = { random: provider("random"), time: provider("time"), local: provider("local") };
