import { existsSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { TaskOrder } from "./executor.js";

/** `path` inside `base`, links followed. @throws Error that names the path as the user wrote it */
export function inside(
  base: string,
  path: string,
  what: string,
  place = "the uploaded configuration",
): string {
  const full = resolve(base, path);
  if (!existsSync(full)) throw new Error(`${what} '${path}' is not in ${place}.`);
  const way = relative(realpathSync(base), realpathSync(full));
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new Error(`${what} '${path}' is outside ${place}.`);
  return full;
}

/** The folder that the workspace's runs work in (`working-directory`). */
export function workingDir({ configurationDir, run }: Pick<TaskOrder, "configurationDir" | "run">): string {
  if (run.workingDirectory === "") return configurationDir;
  const dir = inside(configurationDir, run.workingDirectory, "The working directory");
  if (!statSync(dir).isDirectory())
    throw new Error(`The working directory '${run.workingDirectory}' is not a folder.`);
  return dir;
}

/** The workspace's `var-files`, relative to the working directory. */
export function varFiles(order: Pick<TaskOrder, "configurationDir" | "run">): string[] {
  const dir = workingDir(order);
  return order.run.varFiles.map((path) =>
    inside(order.configurationDir, relative(order.configurationDir, resolve(dir, path)), "The var file"),
  );
}
