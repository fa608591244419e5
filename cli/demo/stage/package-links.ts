import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../../../provider/plugin/package-info.js";

/** What a cdktf app of the examples imports. */
const dependencies = ["cdktf", "constructs"];

/**
 * Lets the copied examples find this package and what they declare with, as an installation in that folder would,
 * without one: links to what is installed here already. `more` names further packages.
 */
export function linkDependencies(folder: string, more: readonly string[] = []): void {
  link(packageRoot(), join(folder, "node_modules", "scalr-sandbox"));
  for (const name of [...dependencies, ...more]) link(installed(name), join(folder, "node_modules", name));
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}

/** Where Node finds a package from here: in this package's own folder, or beside it where it is installed. */
function installed(name: string): string {
  for (let folder = packageRoot(); ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error(`The package ${name} is not installed. Run npm install.`);
  }
}
