/** Folders that tofu and terraform take providers from (`filesystem_mirror`), filled with the providers of this package. */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SCALR_PROVIDER_SOURCES } from "../resources/shared/sources.js";
import { packageRoot } from "./package-info.js";

/** A provider of this package as others install it. */
export interface Installable {
  /** Addresses by which configurations ask for it. */
  readonly sources: readonly string[];
  /** `terraform-provider-<name>`. */
  readonly name: string;
  /** The compiled program, from the package's root. */
  readonly program: string;
}

export const SCALR: Installable = {
  sources: SCALR_PROVIDER_SOURCES,
  name: "scalr",
  program: "dist/provider/plugin/main.js",
};

export const NULL: Installable = {
  sources: ["registry.opentofu.org/hashicorp/null", "registry.terraform.io/hashicorp/null"],
  name: "null",
  program: "dist/provider/plugin/null-main.js",
};

const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** The operating system and processor as tofu and terraform name them. */
export function platformName(platform = process.platform, arch = process.arch): string {
  return `${SYSTEMS[platform] ?? platform}_${PROCESSORS[arch] ?? arch}`;
}

/** The file that tells where Node.js and this package are, at the mirror's root. */
const PLACES = "places";

const starter = ({ program }: Installable) => `#!/bin/sh
# Starts a provider of scalr-sandbox where the mirror's file \`${PLACES}\` says that it is.
here=$(cd -P "$(dirname "$0")" && pwd) || exit 1
places="$here/../../../../../${PLACES}"
if [ ! -f "$places" ]; then
  echo "$places is missing. Run: scalr-sandbox provider install" >&2
  exit 1
fi
{ read -r node && read -r package; } < "$places"
exec "$node" "$package/${program}" "$@"
`;

/** The checksum of the installed provider's folder as lock files have it; the same on every machine. */
export function lockChecksum(provider: Installable, version: string): string {
  const sha = (text: string) => createHash("sha256").update(text);
  const line = `${sha(starter(provider)).digest("hex")}  ${fileName(provider, version)}\n`;
  return `h1:${sha(line).digest("base64")}`;
}

const fileName = ({ name }: Installable, version: string) => `terraform-provider-${name}_v${version}`;

export interface Installed {
  /** What `filesystem_mirror` points at. */
  readonly mirror: string;
  /** The folder of the executable, for `dev_overrides`. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
}

/**
 * Puts an executable that starts a provider of this package where tofu and terraform look for one. Its content is the same
 * on every machine, because lock files, which people share, hold its checksum; where Node.js and this package are is in a
 * file of the mirror's own. After either has moved, install again. @throws Error on Windows
 */
export function installInMirror(mirror: string, provider: Installable, version: string): Installed {
  if (process.platform === "win32")
    throw new Error(
      "tofu and terraform start only .exe files on Windows. Use `scalr-sandbox provider serve` there, or install in WSL.",
    );
  const folders = provider.sources.map((source) =>
    join(mirror, ...source.split("/"), version, platformName()),
  );
  put(join(mirror, PLACES), `${process.execPath}\n${packageRoot()}\n`, 0o644);
  for (const folder of folders) put(join(folder, fileName(provider, version)), starter(provider), 0o755);
  const folder = folders[0]!;
  return { mirror, folder, executable: join(folder, fileName(provider, version)), version };
}

/** Writes a file that others may be reading: they see the one before or this one whole. */
function put(path: string, text: string, mode: number): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text);
  chmodSync(fresh, mode);
  renameSync(fresh, path);
}
