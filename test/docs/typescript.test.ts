/** The TypeScript of the pages, for readers who copy it into a strict project. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { pages } from "./reader.js";

const root = join(import.meta.dirname, "..", "..");

it("compiles with --strict", async ({ onTestFinished }) => {
  // Inside the package, so that it finds itself by its name.
  mkdirSync(join(root, "dist"), { recursive: true });
  const folder = mkdtempSync(join(root, "dist", ".pages-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = pages.flatMap((page) => {
    const blocks = readFileSync(join(root, page), "utf8").matchAll(/^```ts.*\n([\s\S]*?)^```$/gm);
    return [...blocks].map(([, code], index) => {
      const file = join(folder, `${page.replace(/\W/g, "-")}-${index + 1}.ts`);
      writeFileSync(file, code!);
      return file;
    });
  });
  expect(files.length).toBeGreaterThan(3);
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const options =
    "--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2023 --types node".split(
      " ",
    );
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, ...options, ...files], {
    cwd: root,
  }).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
});
