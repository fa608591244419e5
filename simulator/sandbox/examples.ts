import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Examples } from "./contract/answers.js";

/** The folder `examples` of the package. It is equally far up from the sources and from `dist/`. */
const folder = fileURLToPath(new URL("../../examples", import.meta.url));

/** All examples by name, with worlds for this account. Empty if the program was installed without them. */
export async function readExamples(accountId: string): Promise<Examples> {
  if (!existsSync(folder)) return { worlds: [], workloads: [] };
  const [worlds, workloads] = await Promise.all([
    readAll(join(folder, "worlds"), /\.yaml$/, async (path, file) => {
      const text = await readFile(path, "utf8");
      const name = file.replace(/\.yaml$/, "");
      return { name, description: descriptionOf(text), file, text: inAccount(text, accountId) };
    }),
    readAll(join(folder, "workloads"), /^[\w-]+$/, async (path, name) => {
      const names = (await readdir(path)).filter((each) => /\.(tf|tofu)$/.test(each)).sort();
      const files = await Promise.all(
        names.map(async (each) => [each, await readFile(join(path, each), "utf8")] as const),
      );
      return { name, description: descriptionOf(files[0]?.[1] ?? ""), files: Object.fromEntries(files) };
    }),
  ]);
  return { worlds, workloads: workloads.filter(({ files }) => Object.keys(files).length > 0) };
}

/** Replaces the account's id in a world with this one's: a world for another account cannot be loaded. */
function inAccount(text: string, accountId: string): string {
  const named = /^account:\n(?: {2}(?!id:).*\n)* {2}id: (\S+)/m.exec(text)?.[1];
  return named === undefined ? text : text.replaceAll(named, accountId);
}

async function readAll<T>(
  parent: string,
  named: RegExp,
  read: (path: string, name: string) => Promise<T>,
): Promise<readonly T[]> {
  const names = (await readdir(parent)).filter((name) => named.test(name)).sort();
  return Promise.all(names.map((name) => read(join(parent, name), name)));
}

/** The first paragraph of a file's comment. */
function descriptionOf(text: string): string {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const comment = /^# ?(.*)$/.exec(line)?.[1];
    if (comment === undefined || comment === "") break;
    lines.push(comment);
  }
  return lines.join(" ");
}
