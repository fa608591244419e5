/** The Scalr provider as a release that a provider registry serves. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot, packageVersion } from "./package-info.js";
import { zip } from "./zip.js";

/** Where it runs: wherever Node.js does and `sh` is. */
const PLATFORMS = [
  "darwin_amd64",
  "darwin_arm64",
  "freebsd_amd64",
  "linux_386",
  "linux_amd64",
  "linux_arm",
  "linux_arm64",
];

const PROGRAM = "provider.mjs";

const STARTER = `#!/bin/sh
# Starts the Scalr provider of a sandbox, which is a program for Node.js.
here=$(cd -P "$(dirname "$0")" && pwd) || exit 1
if ! command -v node > /dev/null 2>&1; then
  echo "This provider needs Node.js 20.19 or newer, and there is no 'node' on the PATH." >&2
  exit 1
fi
exec node "$here/${PROGRAM}" "$@"
`;

async function archive(): Promise<Buffer> {
  const root = packageRoot();
  const file = (...path: string[]) => readFile(join(root, ...path));
  return zip([
    {
      name: `terraform-provider-scalr_v${packageVersion()}`,
      content: Buffer.from(STARTER),
      mode: 0o755,
    },
    { name: PROGRAM, content: await file("dist", "provider", "plugin", "standalone.mjs"), mode: 0o644 },
    { name: "LICENSE", content: await file("LICENSE"), mode: 0o644 },
    {
      name: "LICENSES.md",
      content: await file("dist", "provider", "plugin", "standalone.licenses.md"),
      mode: 0o644,
    },
  ]);
}

/** Under which names the release is served, and the archive of it, which is read when it is asked for. */
export const scalrProviderRelease = () => ({
  namespace: "scalr",
  type: "scalr",
  version: packageVersion(),
  protocols: ["6.0"],
  platforms: PLATFORMS,
  archive,
});
