// Writes docs/reference/provider.md from the provider's schema; with --check, says whether what is there is current.
// Needs what `npm run build` makes.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { providerReference } from "./provider-reference.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const file = join(root, "docs", "reference", "provider.md");
const { createScalrProvider } = await import(
  pathToFileURL(join(root, "dist", "provider", "resources", "index.js")).href
);
const text = providerReference(createScalrProvider().schema);

if (!process.argv.includes("--check")) await writeFile(file, text);
else if (text !== (await readFile(file, "utf8").catch(() => ""))) {
  console.error(
    'docs/reference/provider.md does not fit the provider\'s schema. Run "npm run docs:provider".',
  );
  process.exitCode = 1;
}
