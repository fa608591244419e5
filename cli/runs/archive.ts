import { existsSync } from "node:fs";
import { readdir, readFile, readlink, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Readable } from "node:stream";
import ignore, { type Ignore } from "ignore";
import { create } from "tar";
import { CliError } from "../shell/errors.js";

/** Files that are never part of a configuration: repositories, data of tools, dependencies, state and locks. */
const never = [
  ".git/",
  ".terraform/",
  ".scalr-sandbox/",
  "node_modules/",
  "*.tfstate",
  "*.tfstate.*",
  ".terraform.tfstate.lock.info",
];

interface Rules {
  /** Folder that the patterns are relative to. */
  readonly base: string;
  readonly patterns: Ignore;
}

/**
 * The files of a folder that are part of a configuration version, relative and sorted. A `.terraformignore` at the top decides,
 * as in scalr.io's own tools; without one, all `.gitignore` files do.
 */
export async function packagedFiles(folder: string): Promise<string[]> {
  const own = join(folder, ".terraformignore");
  const explicit = existsSync(own);
  const rules: Rules[] = [{ base: folder, patterns: ignore().add(never) }];
  if (explicit) rules.push({ base: folder, patterns: ignore().add(await readFile(own, "utf8")) });
  const files: string[] = [];
  await walk(folder, folder, rules, explicit, files);
  return files.sort();
}

async function walk(
  root: string,
  folder: string,
  inherited: readonly Rules[],
  explicit: boolean,
  files: string[],
): Promise<void> {
  const gitignore = join(folder, ".gitignore");
  const rules =
    explicit || !existsSync(gitignore)
      ? inherited
      : [...inherited, { base: folder, patterns: ignore().add(await readFile(gitignore, "utf8")) }];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (isIgnored(path, entry.isDirectory(), rules)) continue;
    if (entry.isDirectory()) await walk(root, path, rules, explicit, files);
    else if (entry.isSymbolicLink()) files.push(await checkedLink(root, path));
    else if (entry.isFile()) files.push(posix(relative(root, path)));
    else
      throw new CliError(
        "failure",
        `${path} is neither a file, a folder nor a link; it cannot be part of a run.`,
      );
  }
}

function isIgnored(path: string, folder: boolean, rules: readonly Rules[]): boolean {
  let ignored = false;
  for (const { base, patterns } of rules) {
    const verdict = patterns.test(posix(relative(base, path)) + (folder ? "/" : ""));
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}

/** Checks a link, which stays a link. One that leaves the folder would be rejected when it is unpacked. */
async function checkedLink(root: string, path: string): Promise<string> {
  const target = await readlink(path);
  const inside = relative(root, resolve(dirname(path), target));
  if (isAbsolute(target) || inside === ".." || inside.startsWith(`..${sep}`)) {
    throw new CliError(
      "failure",
      `${path} is a link to ${target}, outside ${root}. Copy what it points to, or ignore it.`,
    );
  }
  return posix(relative(root, path));
}

const posix = (path: string): string => path.split(sep).join("/");

/** A gzipped tar of a folder's configuration; the same files always give the same bytes. */
export async function packageFolder(folder: string): Promise<{ archive: Buffer; files: number }> {
  if (!existsSync(folder)) throw new CliError("failure", `There is no folder ${folder}.`);
  if (!(await stat(folder)).isDirectory())
    throw new CliError("failure", `${folder} is not a folder. Name the folder of the configuration.`);
  const files = await packagedFiles(folder);
  if (files.length === 0) throw new CliError("failure", `${folder} has no files to upload.`);
  const stream = create(
    { cwd: folder, gzip: true, portable: true, noDirRecurse: true, mtime: new Date(0) },
    files,
  );
  const chunks: Buffer[] = [];
  for await (const chunk of stream as unknown as Readable) chunks.push(chunk as Buffer);
  return { archive: Buffer.concat(chunks), files: files.length };
}
