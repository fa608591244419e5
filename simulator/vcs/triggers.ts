import { posix } from "node:path";
import ignore from "ignore";
import type { Workspace } from "../core/entities.js";

/** `vcs-repo` of a workspace, as its attribute is declared. */
export interface VcsRepo {
  readonly identifier: string;
  readonly branch?: string | null;
  readonly path?: string | null;
  readonly "dry-runs-enabled"?: boolean;
  readonly "ingress-submodules"?: boolean;
  readonly "trigger-patterns"?: string | null;
  readonly "trigger-prefixes"?: readonly string[] | null;
}

/** The repository that a workspace is linked to. */
export const vcsRepoOf = ({ vcsRepo }: Pick<Workspace, "vcsRepo">): VcsRepo | null =>
  vcsRepo as VcsRepo | null;

/** The folder of the configuration in the repository; "" for the root. It is always inside the repository. */
export const pathOf = ({ path }: VcsRepo): string => posix.join("/", path ?? "").replace(/^\/+|\/+$/g, "");

/**
 * Whether a push that changed these files queues a run: if a file matches `trigger-patterns` (as in .gitignore) or is below one
 * of the `trigger-prefixes`, which are relative to `path`. Without either, every push does. So does a push whose changes are
 * unknown.
 */
export function isTriggered(repo: VcsRepo, changedFiles: readonly string[] | null): boolean {
  const patterns = repo["trigger-patterns"] ?? "";
  const prefixes = repo["trigger-prefixes"] ?? [];
  if (changedFiles === null || (patterns.trim() === "" && prefixes.length === 0)) return true;
  const matcher = ignore({ allowRelativePaths: true }).add(patterns);
  const folders = prefixes.map((prefix) => posix.normalize(posix.join(pathOf(repo), prefix)));
  const isBelow = (file: string) =>
    folders.some(
      (folder) => folder === "." || file === folder || file.startsWith(folder.replace(/\/?$/, "/")),
    );
  return changedFiles.some((file) => isBelow(file) || (patterns.trim() !== "" && matcher.ignores(file)));
}
