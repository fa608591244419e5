import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** The real tofu to compare with: what SCALR_SANDBOX_TOFU names, else what is on the PATH, else null. Ends the process when a name is wrong. */
export function findTofu() {
  const named = process.env.SCALR_SANDBOX_TOFU;
  if (named) {
    if (existsSync(named)) return resolve(named);
    console.error(`SCALR_SANDBOX_TOFU names ${named}, and there is no such file.`);
    process.exit(2);
  }
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((dir) => join(dir, "tofu"))
    .find(existsSync);
  return found ?? null;
}
