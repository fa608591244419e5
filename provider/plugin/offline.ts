/** The providers of this package for a tofu or terraform that this program starts itself, which asks no registry for them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cliConfiguration } from "./cli-configuration.js";
import { type Installable, installInMirror, lockChecksum, NULL, SCALR } from "./mirror.js";
import { packageVersion } from "./package-info.js";

export const LOCK_FILE = ".terraform.lock.hcl";

/** Providers of this package, and the versions under which they are given. */
const PROVIDERS: readonly (readonly [Installable, string])[] = [
  [SCALR, packageVersion()],
  [NULL, "3.2.4"],
];

/**
 * Fills a mirror and returns the CLI configuration that leads to it. Providers that the configuration's lock file wants with
 * other checksums are left to their registries.
 *
 * @param dir the configuration's folder
 */
export function offlineConfiguration(mirror: string, dir: string): string {
  const lockFile = join(dir, LOCK_FILE);
  const locked = existsSync(lockFile) ? readFileSync(lockFile, "utf8") : "";
  const sources = PROVIDERS.flatMap(([provider, version]) => {
    installInMirror(mirror, provider, version);
    return provider.sources.filter((source) => mayBe(locked, source, lockChecksum(provider, version)));
  });
  return cliConfiguration(mirror, sources);
}

/** Whether a lock file lets a provider be the one with the checksum. */
function mayBe(lockFile: string, source: string, checksum: string): boolean {
  const block = lockFile.split(/^provider /m).find((text) => text.startsWith(JSON.stringify(source)));
  return block === undefined || block.includes(checksum);
}
