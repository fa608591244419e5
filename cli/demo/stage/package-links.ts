import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../../../provider/plugin/package-info.js";

/** The packages that the examples import, each with a name under which it may be installed instead. */
const dependencies = { cdktf: "cdktn", constructs: "constructs" };

/**
 * Lets the copied examples find this package and what they declare with, as an installation in that folder would,
 * without one: links to what is installed here already. `more` names further packages.
 */
export function linkDependencies(folder: string, more: readonly string[] = []): void {
  link(packageRoot(), join(folder, "node_modules", "scalr-sandbox"));
  for (const [name, other] of Object.entries(dependencies))
    link(installed(name, other), join(folder, "node_modules", name));
  for (const name of more) link(installed(name), join(folder, "node_modules", name));
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, "junction");
}

/** Where Node finds a package from here: in this package's own folder, or beside it where it is installed. */
function installed(...names: readonly string[]): string {
  for (let folder = packageRoot(); ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, "node_modules", name)).find(existsSync);
    if (found !== undefined) return found;
    if (folder === dirname(folder)) {
      throw new Error(
        `The package ${names.join(" or ")} is not installed beside scalr-sandbox. Run npm install ${names.at(-1)} in the same place.`,
      );
    }
  }
}
