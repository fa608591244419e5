// Writes docs/reference/provider.md and the pages in docs/provider from the provider's schema and examples/provider; with
// --check, says whether what is there is current. Needs what `npm run build` makes.
import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { providerReference } from "./provider-reference.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const docs = join(root, "docs");
const { createScalrProvider } = await import(
  pathToFileURL(join(root, "dist", "provider", "resources", "index.js")).href
);
const exampleOf = (kind, type) =>
  readFileSync(join(root, "examples", "provider", kind, `${type}.tf`), "utf8");
const { providerSchemaJson } = await import(
  pathToFileURL(join(root, "dist", "provider", "plugin", "schema-json.js")).href
);
const { schema } = createScalrProvider();
const official = JSON.parse(readFileSync(join(root, "test", "official", "schema.json"), "utf8"));
const ours = providerSchemaJson("scalr", schema).provider_schemas.scalr;
const pages = providerReference(schema, exampleOf, { official, ours });

const names = await readdir(join(docs, "provider"), { recursive: true }).catch(() => []);
const obsolete = names
  .map((name) => `provider/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".md") && !pages.has(name));

if (process.argv.includes("--check")) {
  const stale = [...obsolete];
  for (const [name, text] of pages)
    if (text !== (await readFile(join(docs, name), "utf8").catch(() => ""))) stale.push(name);
  if (stale.length > 0) {
    console.error(
      `These pages of docs/ do not fit the provider: ${stale.join(", ")}. Run "npm run docs:provider".`,
    );
    process.exitCode = 1;
  }
} else {
  for (const name of obsolete) await rm(join(docs, name));
  for (const [name, text] of pages) {
    await mkdir(dirname(join(docs, name)), { recursive: true });
    await writeFile(join(docs, name), text);
  }
}
