/** Reading what others may have put into a folder, without being led out of it. */
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFile,
  readFileSync,
  readlinkSync,
  realpathSync,
} from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { promisify } from "node:util";

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/** Whether a text, such as an id, can be a file's name: it has no separator, no dots, and is not an option. */
export const isSafeName = (text: unknown): text is string => typeof text === "string" && NAME.test(text);

/** The same, for ids that come from elsewhere. `what` names it in the error. @throws Error */
export function safeName(text: unknown, what: string): string {
  if (isSafeName(text)) return text;
  throw new Error(`${what} ${JSON.stringify(text)?.slice(0, 80)} cannot be the name of a file.`);
}

/** Whether a relative path stays in its folder, as text. */
export function isInside(path: unknown): path is string {
  if (typeof path !== "string" || path === "" || path.includes("\0") || isAbsolute(path)) return false;
  const parts = path.split(/[\\/]/);
  return !parts.includes("..");
}

/**
 * Reads a regular file below a folder. Links are not followed, wherever on the way they are, so that what is read is in
 * the folder. `owner` is the id of the user whose file it has to be; by default this process's.
 * @throws Error, also with the system's codes
 */
export async function readInside(
  folder: string,
  path: string,
  owner: number | undefined = process.geteuid?.(),
): Promise<Buffer> {
  return (await readSmallInside(folder, path, Number.POSITIVE_INFINITY, owner))!;
}

/** The same for a file of at most `limit` bytes; null when it has more. */
export async function readSmallInside(
  folder: string,
  path: string,
  limit: number,
  owner: number | undefined = process.geteuid?.(),
): Promise<Buffer | null> {
  const below = relative(folder, resolve(folder, path));
  if (!isInside(below)) throw new Error(`${path} is not below ${folder}.`);
  const real = join(realpathSync(folder), below);
  // Neither a link, nor a pipe that never ends.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = openSync(real, flags);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Error(`${path} is not a regular file.`);
    if (owner !== undefined && stat.uid !== owner)
      throw new Error(`${path} belongs to user ${stat.uid}, not to ${owner}.`);
    if (placeOf(file, real) !== real) throw new Error(`${path} is reached through a link.`);
    if (stat.size > limit) return null;
    return stat.size > SMALL ? await readLarge(file) : readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Bytes up to which a file is read at once, which is quicker than waiting for a thread that reads it. */
const SMALL = 256 * 1024;

const readLarge = promisify(readFile) as (file: number) => Promise<Buffer>;

/**
 * Where an open file really is. Linux tells it of the file itself, which nobody can exchange meanwhile; of one that was
 * replaced since it was opened, as a growing state is, it says so.
 */
function placeOf(file: number, path: string): string {
  if (process.platform !== "linux") return realpathSync(path);
  let place: string;
  try {
    place = readlinkSync(`/proc/self/fd/${file}`);
  } catch {
    place = realpathSync(path);
  }
  return place.replace(/ \(deleted\)$/, "");
}
