import type { Installed } from "./mirror.js";

/** The CLI configuration that makes tofu and terraform use installed providers, and their registries for all others. */
export function cliConfiguration(mirror: string, sources: readonly string[]): string {
  const list = `[${sources.map(literal).join(", ")}]`;
  return installation([
    "filesystem_mirror {",
    `  path    = ${literal(mirror)}`,
    `  include = ${list}`,
    "}",
    "direct {",
    `  exclude = ${list}`,
    "}",
  ]);
}

/** The same as an override, which needs no `init`. */
export const overrideConfiguration = (
  sources: readonly string[],
  { folder }: Pick<Installed, "folder">,
): string =>
  installation([
    "dev_overrides {",
    ...sources.map((source) => `  "${source}" = ${literal(folder)}`),
    "}",
    "direct {}",
  ]);

const installation = (lines: readonly string[]) =>
  ["provider_installation {", ...lines.map((line) => `  ${line}`), "}", ""].join("\n");

/** Paths may hold what templates give a meaning. */
function literal(path: string): string {
  return JSON.stringify(path)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
}
