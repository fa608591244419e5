import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { cleanEnvironment } from "../../cli/support.js";
import { OPA } from "../../support/programs.js";
import { tofu } from "../../support/tofu.js";

const root = join(import.meta.dirname, "../../..");

/** The machine of a stranger: a home that is empty, a clone with nothing installed, the real npm. */
export interface Machine {
  readonly folder: string;
  readonly clone: string;
  /** Where `npm pack` in the clone writes the package. */
  readonly archive: string;
  readonly env: NodeJS.ProcessEnv;
  remove(): void;
}

export function newMachine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-stranger-"));
  const [clone, prefix] = [join(folder, "scalr-sandbox"), join(folder, "prefix")];
  for (const name of ["home", "prefix", "logs", "bin"]) mkdirSync(join(folder, name));
  if (tofu !== null) spawnSync("ln", ["-s", tofu, join(folder, "bin/tofu")]);
  if (OPA.path !== null) spawnSync("ln", ["-s", OPA.path, join(folder, "bin/opa")]);
  execFileSync("git", ["clone", "--quiet", root, clone]);
  bringChanges(clone);
  const archive = join(clone, `scalr-sandbox-${version()}.tgz`);
  const env = {
    ...cleanEnvironment(),
    HOME: join(folder, "home"),
    npm_config_prefix: prefix,
    // What was downloaded before is not downloaded for each page.
    npm_config_cache: npmCache(),
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    NO_COLOR: "1",
    SCALR_SANDBOX_PACKAGE: archive,
    PATH: [join(prefix, "bin"), (tofu ?? OPA.path) && join(folder, "bin"), process.env.PATH]
      .filter(Boolean)
      .join(delimiter),
  };
  return { folder, clone, archive, env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const npmCache = (): string =>
  execFileSync("npm", ["config", "get", "cache"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  }).trim();

const version = (): string => JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

/** What is not committed is followed too. */
function bringChanges(clone: string): void {
  const list = (...args: string[]) =>
    execFileSync("git", ["ls-files", "-z", ...args], { cwd: root, encoding: "utf8" })
      .split("\0")
      .filter(Boolean);
  for (const path of list("--modified", "--others", "--exclude-standard"))
    if (existsSync(join(root, path))) cpSync(join(root, path), join(clone, path));
  for (const path of list("--deleted")) rmSync(join(clone, path));
}
