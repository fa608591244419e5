import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** The top of the repository. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** The top-level folders whose imports the walls govern. */
export const LAYERS = ["files", "engine", "provider", "simulator", "agent", "fleet", "cli"];

/** One import, type imports and dynamic ones included: from a file to a file of the repository or to a package. */
export interface Import {
  readonly file: string;
  readonly target: string;
}

/** The TypeScript files below a folder, from the top of the repository. */
export function sources(folder: string): string[] {
  return filesOf(folder).filter((name) => /\.tsx?$/.test(name));
}

/** Everything below a folder. */
export function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(folder, join(entry.parentPath, entry.name).slice(join(ROOT, folder).length)))
    .map((name) => name.replaceAll("\\", "/"));
}

export const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const COMMENTS = /^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const SPECIFIERS = /(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g;

/** What a source imports. `known` says which files there are, for `.js` stands for `.ts` and for `.tsx`. */
export function importsOf(file: string, text: string, known: ReadonlySet<string>): Import[] {
  return [...text.replace(COMMENTS, "").matchAll(SPECIFIERS)].map(([, specifier]) => {
    if (!specifier!.startsWith(".")) return { file, target: specifier! };
    const path = posix.join(posix.dirname(file), specifier!);
    const candidates = [path, path.replace(/\.jsx?$/, ".ts"), path.replace(/\.jsx?$/, ".tsx")];
    return { file, target: candidates.find((candidate) => known.has(candidate)) ?? path };
  });
}
