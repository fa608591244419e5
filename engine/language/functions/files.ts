import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { homeFolder } from "../../hosts/home.js";
import { BOOL, STRING, setOf, Value } from "../../values/index.js";
import type { Scope } from "../body/scope.js";
import { utf8 } from "./encoding.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";
import { matchesGlob } from "./glob.js";

const pathParameter = parameter("path", STRING);

function expandHome(path: string, scope: Scope): string {
  if (!path.startsWith("~")) return path;
  if (path !== "~" && !path.startsWith("~/"))
    throw new FunctionError("failed to expand ~: cannot expand user-specific home dir");
  const home = scope.home ?? homeFolder();
  if (home === undefined)
    throw new FunctionError("failed to expand ~: this user has no home folder. Name one in HOME");
  return join(home, path.slice(1));
}

function located(path: string, scope: Scope): string {
  const expanded = expandHome(path, scope);
  if (isAbsolute(expanded)) return expanded;
  if (scope.baseDir === undefined) throw new FunctionError("files cannot be read here");
  return join(scope.baseDir, expanded);
}

/** The file's content. Throws a FunctionError. */
export function readBytes(path: string, scope: Scope): Buffer {
  const file = located(path, scope);
  try {
    return readFileSync(file);
  } catch (e) {
    const { code, message } = e as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      throw new FunctionError(
        `no file exists at ${JSON.stringify(path)}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`,
        0,
      );
    }
    throw new FunctionError(code === "EISDIR" ? `failed to read file: ${path} is a directory` : message, 0);
  }
}

/** A file of the configuration as text. @throws FunctionError */
export function readText(path: string, scope: Scope): string {
  return utf8(
    readBytes(path, scope),
    `contents of ${JSON.stringify(path)} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead`,
  );
}

function exists(path: string, scope: Scope): boolean {
  const file = located(path, scope);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return false;
  if (found.isFile()) return true;
  throw new FunctionError(
    found.isDirectory() ? `${file} is a directory, not a file` : `${file} is not a regular file`,
  );
}

function fileSet(path: string, pattern: string, scope: Scope): string[] {
  const root = located(path, scope);
  const found: string[] = [];
  const walk = (folder: string) => {
    let entries: string[];
    try {
      entries = readdirSync(folder);
    } catch {
      return;
    }
    for (const name of entries) {
      const file = join(folder, name);
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats?.isDirectory()) walk(file);
      else if (stats?.isFile()) found.push(relative(root, file).split(sep).join("/"));
    }
  };
  // A pattern may start above the path.
  const normal = posix.normalize(pattern);
  if (normal.startsWith("../"))
    throw new FunctionError(`the pattern ${JSON.stringify(pattern)} leaves the given path`, 1);
  walk(root);
  try {
    matchesGlob("", normal);
  } catch (error) {
    throw new FunctionError(`failed to glob pattern ${JSON.stringify(pattern)}: ${(error as Error).message}`);
  }
  return found.filter((file) => matchesGlob(file, normal));
}

function folderOf(path: string): string {
  const folder = posix.normalize(path.slice(0, path.lastIndexOf("/") + 1));
  return folder.length > 1 && folder.endsWith("/") ? folder.slice(0, -1) : folder;
}

const ofPath = (change: (path: string, scope: Scope) => string) =>
  define([pathParameter], STRING, ([path], { scope }) => Value.string(change(path!.asString(), scope)));

export const FILE_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  abspath: ofPath((path) => resolve(path)),
  basename: ofPath((path) => (path === "" ? "." : basename(path) || "/")),
  dirname: ofPath(folderOf),
  file: define([pathParameter], STRING, ([path], { scope }) =>
    Value.string(readText(path!.asString(), scope)),
  ),
  filebase64: define([pathParameter], STRING, ([path], { scope }) =>
    Value.string(readBytes(path!.asString(), scope).toString("base64")),
  ),
  fileexists: define([pathParameter], BOOL, ([path], { scope }) =>
    Value.bool(exists(path!.asString(), scope)),
  ),
  fileset: define(
    [pathParameter, parameter("pattern", STRING)],
    setOf(STRING),
    ([path, pattern], { scope }) =>
      Value.set(STRING, fileSet(path!.asString(), pattern!.asString(), scope).map(Value.string)),
  ),
  pathexpand: ofPath(expandHome),
};
