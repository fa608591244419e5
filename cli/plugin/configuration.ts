import { type Installed, SOURCE } from "./mirror.js";

/** The CLI configuration that makes tofu and terraform use the installed provider, and their registries for all others. */
export function cliConfiguration(installed: Installed, devOverrides: boolean): string {
  const lines = devOverrides
    ? ["dev_overrides {", `  "${SOURCE}" = ${literal(installed.folder)}`, "}", "direct {}"]
    : [
        "filesystem_mirror {",
        `  path    = ${literal(installed.mirror)}`,
        `  include = ["${SOURCE}"]`,
        "}",
        "direct {",
        `  exclude = ["${SOURCE}"]`,
        "}",
      ];
  return ["provider_installation {", ...lines.map((line) => `  ${line}`), "}", ""].join("\n");
}

/** Paths may hold what templates give a meaning. */
function literal(path: string): string {
  return JSON.stringify(path).replaceAll("${", "$${").replaceAll("%{", "%%{");
}
