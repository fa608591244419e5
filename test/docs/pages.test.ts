import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { linkDependencies } from "../../cli/demo/package-links.js";
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

/** Pages on OpenTofu are followed where it is built (scripts/interop-tools.mjs). */
const follows = (page: string): boolean =>
  tofu !== null || !readFileSync(join(root, page), "utf8").includes("<!-- needs tofu -->");

test.skip.each(pages.filter((page) => !follows(page)))("%s (skipped: OpenTofu is not built)", () => {});

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
  const shell = new Shell(folder);
  onTestFinished(() => shell.close());
  for (const step of steps) {
    if (step.kind === "file") shell.writeFile(step.path, step.text);
    else await shell.run(step);
  }
});
