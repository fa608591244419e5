import { chmodSync, existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { removeFolder } from "../../files/remove-folder.js";

/** The folders that a program finds by a variable, and what a run of the tests gives it instead of the user's own. */
export const PRIVATE_FOLDERS: Readonly<Record<string, string>> = {
  HOME: "home",
  USERPROFILE: "home",
  XDG_CACHE_HOME: "cache",
  XDG_CONFIG_HOME: "config",
  XDG_DATA_HOME: "data",
  XDG_RUNTIME_DIR: "runtime",
  XDG_STATE_HOME: "state",
  TMPDIR: "tmp",
  TEMP: "tmp",
  TMP: "tmp",
};

/** A sandbox's folder at or above a folder: commands under test would find it, for they look there too. */
export function sandboxAbove(folder: string): string | undefined {
  const own = join(folder, ".scalr-sandbox");
  if (existsSync(own)) return own;
  return dirname(folder) === folder ? undefined : sandboxAbove(dirname(folder));
}

/**
 * A run of the tests shares no folder with what else runs on the machine, not even with other sandboxes and other runs of the same user:
 * whatever is found by a variable is in a folder of this run, which goes with it.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "tests-"));
  // Tests with a second user have folders for both in here.
  chmodSync(folder, 0o711);
  for (const [variable, name] of Object.entries(PRIVATE_FOLDERS)) {
    const place = join(folder, name);
    mkdirSync(place, { recursive: true, mode: name === "tmp" ? 0o711 : 0o700 });
    process.env[variable] = place;
  }
  process.env.SCALR_SANDBOX_TESTS_FOLDER = folder;
  const remove = () => removeFolder(folder);
  for (const start of [folder, process.cwd()]) {
    const found = sandboxAbove(start);
    if (found === undefined) continue;
    remove();
    throw new Error(
      `There is a sandbox's folder at ${found}. Commands under test would find that sandbox. Stop it and remove the folder, or run ` +
        "the tests with TMPDIR set to a folder without one above it.",
    );
  }
  return remove;
}
