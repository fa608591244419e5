import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The pages whose commands are executed, in the order in which a stranger reads them: the README needs what the install page installs. */
export const pages: readonly string[] = [
  "docs/install.md",
  "README.md",
  "docs/tutorial.md",
  "docs/tutorial-terminal.md",
  ...readdirSync(join(root, "docs/how-to")).map((name) => `docs/how-to/${name}`),
];

/** Says on a page that its reader has OpenTofu or Open Policy Agent (scripts/interop-tools.mjs builds them), or PostgreSQL. */
export type Mark =
  | "<!-- needs tofu -->"
  | "<!-- needs opa -->"
  | "<!-- needs postgres -->"
  | "Start in an empty folder";

export const isMarked = (page: string, mark: Mark): boolean =>
  readFileSync(join(root, page), "utf8").includes(mark);
