/** What an error of the system means, and what helps. */
interface Meaning {
  readonly why: string;
  readonly help: string;
}

const PERMISSIONS = "Check the permissions of it and of the folders above it, or name another place.";
const SPACE = "Free some space, or name another place.";

const meanings: Readonly<Record<string, Meaning>> = {
  ENOENT: { why: "there is no such file or folder", help: "Check the path." },
  ENOTDIR: { why: "a part of its path is a file, not a folder", help: "Check the path." },
  EISDIR: { why: "it is a folder, not a file", help: "Name a file." },
  EACCES: { why: "permission denied", help: PERMISSIONS },
  EPERM: { why: "the system does not permit it", help: PERMISSIONS },
  EROFS: { why: "its file system is read-only", help: "Name another place." },
  ENOSPC: { why: "no space is left on the device", help: SPACE },
  EDQUOT: { why: "the disk quota is used up", help: SPACE },
  ENAMETOOLONG: { why: "its name is too long", help: "Choose a shorter one." },
  ELOOP: { why: "its links lead in a circle", help: "Check the links." },
};

/** The failed operation, by system call. */
const actions: Readonly<Record<string, string>> = {
  open: "opened",
  read: "read",
  write: "written",
  mkdir: "created",
  scandir: "listed",
  opendir: "listed",
  rename: "renamed",
  unlink: "removed",
  rm: "removed",
};

/** Why the system failed, in words: "there is no such file or folder". */
export const systemReason = (error: unknown): string =>
  meanings[String((error as NodeJS.ErrnoException).code)]?.why ?? (error as Error).message;

/** The error of the system in a sentence with what to do; undefined where somebody has put it into words already. */
export function systemErrorText(error: NodeJS.ErrnoException): string | undefined {
  const { code = "", syscall = "", path } = error;
  const meaning = meanings[code];
  if (meaning === undefined || !error.message.startsWith(`${code}: `)) return undefined;
  return `${path ?? "A file"} cannot be ${actions[syscall] ?? "used"}: ${meaning.why}. ${meaning.help}`;
}

/** Has an error of the system name the file, where it does not: those of reads and writes tell none. */
export function withPath(error: unknown, path: string): unknown {
  if (error instanceof Error && "syscall" in error) (error as NodeJS.ErrnoException).path ??= path;
  return error;
}
