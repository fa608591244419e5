import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { linkDependencies } from "../../cli/demo/stage/package-links.js";
import { postgresShell } from "../support/postgres.js";
import { temporaryFolder } from "../support/process.js";
import { stepsOf } from "./page.js";
import { deskApart, Shell } from "./shell.js";

const root = join(import.meta.dirname, "../..");

/** The pages whose commands are executed. */
export const pages: readonly string[] = [
  "README.md",
  "docs/install.md",
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

/** Does what a page's reader does, and expects what the page says. */
export async function follow(page: string): Promise<void> {
  const steps = stepsOf(readFileSync(join(root, page), "utf8"));
  expect(steps.some(({ kind }) => kind === "command")).toBe(true);
  const folder = temporaryFolder("scalr-sandbox-docs-");
  mkdirSync(join(folder, "work"));
  if (!isMarked(page, "Start in an empty folder")) copyExamples(folder);
  const more = isMarked(page, "<!-- needs postgres -->") ? await postgresShell() : {};
  const shell = new Shell(deskApart(folder, more));
  onTestFinished(() => shell.close());
  for (const step of steps) {
    if (step.kind === "file") shell.writeFile(step.path, step.text);
    else await shell.run(step);
  }
}

/** Pages that start in a clone use its examples. */
function copyExamples(folder: string): void {
  cpSync(join(root, "examples"), join(folder, "work/examples"), {
    recursive: true,
    filter: (source) => !/cdktf\.out|tfstate/.test(source),
  });
  linkDependencies(join(folder, "work/examples"), ["@cdktf/provider-null"]);
}
