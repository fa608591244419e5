import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CliError } from "../errors.js";
import { packageRoot } from "../package-info.js";

/** Name by which configurations ask for the provider, and the folders of a mirror. */
export const SOURCE = "registry.scalr.io/scalr/scalr";

const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** The operating system and processor as tofu and terraform name them. */
export function platformName(platform = process.platform, arch = process.arch): string {
  return `${SYSTEMS[platform] ?? platform}_${PROCESSORS[arch] ?? arch}`;
}

/** The file that tells where Node.js and the provider are, at the mirror's root. */
const PLACES = "places";

const STARTER = `#!/bin/sh
# Starts the Scalr provider where \`scalr-sandbox provider install\` said it is.
here=$(cd -P "$(dirname "$0")" && pwd) || exit 1
places="$here/../../../../../${PLACES}"
if [ ! -f "$places" ]; then
  echo "$places is missing. Run: scalr-sandbox provider install" >&2
  exit 1
fi
{ read -r node && read -r provider; } < "$places"
exec "$node" "$provider" "$@"
`;

export interface Installed {
  /** What `filesystem_mirror` points at. */
  readonly mirror: string;
  /** The folder of the executable, for `dev_overrides`. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
}

/**
 * Puts an executable that starts this package's provider where tofu and terraform look for one. Its content is the same on
 * every machine, because lock files, which people share, hold its checksum; where Node.js and this package are is in a file
 * of the mirror's own. After either has moved, install again.
 */
export function installInMirror(mirror: string, version: string): Installed {
  if (process.platform === "win32") {
    throw new CliError(
      "failure",
      "tofu and terraform start only .exe files on Windows. Use `scalr-sandbox provider serve` there, or install in WSL.",
    );
  }
  if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version)) {
    throw new CliError("usage", `--as-version: ${JSON.stringify(version)} is not a version such as 3.0.0.`);
  }
  const folder = join(mirror, ...SOURCE.split("/"), version, platformName());
  const executable = join(folder, `terraform-provider-scalr_v${version}`);
  const program = join(packageRoot(), "dist", "provider", "plugin", "main.js");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(mirror, PLACES), `${process.execPath}\n${program}\n`);
  writeFileSync(executable, STARTER);
  chmodSync(executable, 0o755);
  return { mirror, folder, executable, version };
}
