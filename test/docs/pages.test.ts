import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { linkDependencies } from "../../cli/demo/package-links.js";
import { postgres, postgresShell } from "../support/postgres.js";
import { temporaryFolder } from "../support/process.js";
import { tofu } from "../support/tofu.js";
import { stepsOf } from "./page.js";
import { Shell } from "./shell.js";

const root = join(import.meta.dirname, "../..");
const pages = [
  "README.md",
  "docs/tutorial.md",
  ...readdirSync(join(root, "docs/how-to")).map((name) => `docs/how-to/${name}`),
];

/** What some pages need: OpenTofu (scripts/interop-tools.mjs builds it), or PostgreSQL, which may not be there. */
const needs: readonly (readonly [mark: string, isThere: boolean, missing: string])[] = [
  ["<!-- needs tofu -->", tofu !== null, "OpenTofu is not built"],
  ["<!-- needs postgres -->", postgres !== null, "PostgreSQL is not installed"],
];
const marked = (page: string, mark: string) => readFileSync(join(root, page), "utf8").includes(mark);
const missing = (page: string) => needs.find(([mark, isThere]) => !isThere && marked(page, mark))?.[2];
const follows = (page: string): boolean => missing(page) === undefined;

test.skip.each(pages.filter((page) => !follows(page)).map((page) => [page, missing(page)]))(
  "%s (skipped: %s)",
  () => {},
);

test.each(pages.filter(follows))("%s does what it says", { timeout: 120_000 }, async (page) => {
  const steps = stepsOf(readFileSync(join(root, page), "utf8"));
  expect(steps.some(({ kind }) => kind === "command")).toBe(true);
  const folder = temporaryFolder("scalr-sandbox-docs-");
  mkdirSync(join(folder, "work"));
  // Pages that use the examples are read in a clone.
  cpSync(join(root, "examples"), join(folder, "work/examples"), {
    recursive: true,
    filter: (source) => !/cdktf\.out|tfstate/.test(source),
  });
  linkDependencies(join(folder, "work/examples"));
  const shell = new Shell(folder, marked(page, "<!-- needs postgres -->") ? await postgresShell() : {});
  onTestFinished(() => shell.close());
  for (const step of steps) {
    if (step.kind === "file") shell.writeFile(step.path, step.text);
    else await shell.run(step);
  }
});
