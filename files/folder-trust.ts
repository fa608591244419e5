/** Which folders a program may trust: nobody but its own user, and root, can change what is in them. */
import { lstatSync, mkdirSync, readFileSync, readlinkSync, type Stats } from "node:fs";
import { dirname, isAbsolute, join, parse, resolve, sep } from "node:path";

/** A folder that another user of the machine could tamper with, or that is not a folder. */
export class UnsafeFolderError extends Error {
  override readonly name = "UnsafeFolderError";
  constructor(
    /** The folder that was asked for. */
    readonly folder: string,
    /** Why it is refused and what helps, as a sentence. */
    readonly reason: string,
    /** The id of the user that it belongs to, where that is what is wrong with it. */
    readonly owner?: number,
  ) {
    super(`${folder} is not safe to use: ${reason}`);
  }
}

/**
 * Who may do what in a folder:
 * - `private`: this user alone may list, read and write it (0700).
 * - `own`: this user owns it, and nobody else may write. For folders that the user names.
 * - `readable`: this user or root owns it, and nobody else may write. For programs and certificates.
 */
export type Access = "private" | "own" | "readable";

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;
const ROOT = 0;

/** Links that are followed on the way to a folder before it counts as a loop, as in Linux. */
const MOST_LINKS = 40;

/** Undefined on Windows, where folders have access lists and a profile is its user's own. */
const thisUser = (): number | undefined => process.geteuid?.();

/**
 * Makes a folder with its parents (0700) where there is none, and checks it and every folder on the way to it.
 * Returns its absolute path. @throws UnsafeFolderError, or the system's error where it cannot be made
 */
export function safeFolder(path: string, access: Access): string {
  const folder = resolve(path);
  // The way is checked before anything is made on it: nothing is made in a place that others control.
  checkWay(folder);
  makeFolder(folder);
  checkFolder(folder, access);
  return folder;
}

/** Node's own way to make a folder with its parents tries forever where none can be made, as below /proc. */
function makeFolder(folder: string): void {
  if (statOf(folder) !== undefined) return;
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(folder);
    // Somebody else's, made at the same moment, is checked like any other.
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || parent === folder || statOf(parent) !== undefined) throw error;
    makeFolder(parent);
    makeFolder(folder);
  }
}

/** The same for a folder that has to be there already. @throws UnsafeFolderError */
export function checkFolder(path: string, access: Access): void {
  const folder = resolve(path);
  checkWay(folder);
  const stat = statOf(folder);
  const unsafe = (reason: string, owner?: number) => new UnsafeFolderError(folder, reason, owner);
  if (stat === undefined) throw unsafe("there is no such folder.");
  if (stat.isSymbolicLink()) throw unsafe("it is a link. Name the folder that the link leads to.");
  if (!stat.isDirectory()) throw unsafe("it is not a folder.");
  const user = thisUser();
  if (user === undefined) return;
  if (stat.uid !== user && !(access === "readable" && stat.uid === ROOT))
    throw unsafe(
      `it belongs to user ${stat.uid}, and this program runs as user ${user}. Choose another folder.`,
      stat.uid,
    );
  if (access === "private" && (stat.mode & 0o077) !== 0)
    throw unsafe(
      `other users have access to it (mode ${octal(stat)}). Check what is in it, then: chmod 700 ${folder}`,
    );
  if (isWritableByOthers(stat))
    throw unsafe(
      `other users may write to it (mode ${octal(stat)}). Check what is in it, then: chmod go-w ${folder}`,
    );
}

/**
 * Each folder above, and each link that leads on, has to be root's or this user's. Where others may write to one, it
 * has to be sticky, as /tmp is: then they cannot replace what is this user's.
 */
function checkWay(folder: string): void {
  const user = thisUser();
  if (user === undefined) return;
  for (const { path, stat } of foldersAbove(folder)) {
    const unsafe = (reason: string) => new UnsafeFolderError(folder, `${reason} Choose a folder elsewhere.`);
    if (stat.uid !== user && stat.uid !== ROOT)
      throw unsafe(`${path} on the way to it belongs to user ${stat.uid}, who could replace it.`);
    if (stat.isDirectory() && (stat.mode & STICKY) === 0 && isWritableByOthers(stat))
      throw unsafe(`other users may write to ${path} (mode ${octal(stat)}) and could replace it.`);
  }
}

interface Step {
  readonly path: string;
  readonly stat: Stats;
}

/** The folders above a path as the system walks them, and the links among them; what is not there is left out. */
function* foldersAbove(folder: string): Generator<Step> {
  const pending = partsOf(dirname(folder));
  let at = parse(folder).root;
  yield { path: at, stat: lstatSync(at) };
  for (let links = 0; pending.length > 0; ) {
    const part = pending.shift()!;
    const next = join(at, part);
    const stat = statOf(next);
    if (stat === undefined) return;
    yield { path: next, stat };
    if (!stat.isSymbolicLink()) {
      at = next;
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) throw new UnsafeFolderError(folder, `the links on the way to it form a loop.`);
    const target = readlinkSync(next);
    if (isAbsolute(target)) at = parse(target).root;
    pending.unshift(...partsOf(target));
  }
}

const partsOf = (path: string): string[] =>
  path
    .slice(isAbsolute(path) ? parse(path).root.length : 0)
    .split(sep)
    .filter((part) => part !== "" && part !== ".");

const statOf = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

const octal = ({ mode }: Stats): string => (mode & 0o7777).toString(8).padStart(4, "0");

const isWritableByOthers = ({ mode, gid }: Stats): boolean =>
  (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITES) !== 0 && !isOwnGroup(gid));

/**
 * Whether nobody but this user and root is in a group. Many systems give each user a group of their own, and let it
 * write to what the user makes (umask 002).
 */
function isOwnGroup(gid: number): boolean {
  const groups = linesOf("/etc/group").filter(([, , id]) => Number(id) === gid);
  const users = linesOf("/etc/passwd");
  if (groups.length === 0) return false;
  const members = groups.flatMap(([, , , names]) => (names ?? "").split(",").filter(Boolean));
  const ids = users
    .filter(([name, , , group]) => Number(group) === gid || members.includes(name!))
    .map(([, , id]) => Number(id));
  const isAllKnown = members.every((name) => users.some(([known]) => known === name));
  return isAllKnown && ids.every((id) => id === thisUser() || id === ROOT);
}

function linesOf(file: string): string[][] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.split(":"));
  } catch {
    return [];
  }
}
