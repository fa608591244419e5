/** Where programs of this package keep what outlives one process, and what does not. */
import { lstatSync, mkdtempSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import { checkFolder, safeFolder } from "./folder-trust.js";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * A folder of this user alone for what has to outlive a process: `scalr-sandbox/<name>` below XDG_STATE_HOME, which is
 * ~/.local/state by default. A user without a home folder gets one below XDG_RUNTIME_DIR or, last, one of that user's
 * own in the system's folder for temporary files. @throws UnsafeFolderError when others could tamper with it
 */
export function stateFolder(name: string, env: Env = process.env): string {
  return safeFolder(join(safeFolder(stateBase(env), "private"), name), "private");
}

function stateBase(env: Env): string {
  const home = homeFolder(env);
  const state = absolute(env.XDG_STATE_HOME) ?? (home && join(home, ".local", "state"));
  const base = state ?? absolute(env.XDG_RUNTIME_DIR);
  if (base !== undefined) return join(base, "scalr-sandbox");
  return join(tmpdir(), `scalr-sandbox-${process.geteuid?.() ?? "user"}`);
}

/** The XDG conventions leave out what is not absolute. */
const absolute = (path: string | undefined): string | undefined =>
  path !== undefined && isAbsolute(path) ? path : undefined;

/** HOME where it is this user's, which under sudo it may not be; else the one that the system has for the user. */
function homeFolder(env: Env): string | undefined {
  return [env.HOME, env.USERPROFILE, systemHome()].find(
    (path) => absolute(path) !== undefined && isOwn(path!),
  );
}

/** The home folder that the system has for this user; undefined for a user without an entry, as in many containers. */
export function systemHome(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    return undefined;
  }
}

function isOwn(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && (process.geteuid === undefined || stat.uid === process.geteuid());
}

/**
 * A new folder of this user alone that goes with the process, in `base`, by default the system's folder for temporary
 * files. Its name is random, and nothing looks for it later. @throws UnsafeFolderError when others could replace it
 */
export function temporaryFolder(prefix: string, base = tmpdir()): string {
  const folder = mkdtempSync(join(base, prefix));
  checkFolder(folder, "private");
  return folder;
}
