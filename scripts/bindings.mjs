// Regenerates provider/bindings from the provider's own schema; with --check, says whether what is there is current.
// Needs what `npm run build` makes.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateBindings, readBindings } from "./bindings/generate.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "provider", "bindings");
const built = (path) => import(pathToFileURL(join(root, "dist", path)).href);

const { createScalrProvider, SCALR_PROVIDER_SOURCE } = await built("provider/resources/index.js");
const { providerSchemaJson } = await built("provider/plugin/schema-json.js");
const schema = providerSchemaJson(SCALR_PROVIDER_SOURCE, createScalrProvider().schema);
const files = await generateBindings(schema, SCALR_PROVIDER_SOURCE);

if (process.argv.includes("--check")) {
  const current = await readBindings(folder);
  const stale = [...new Set([...files.keys(), ...current.keys()])].filter(
    (name) => files.get(name) !== current.get(name),
  );
  if (stale.length > 0) {
    console.error(
      `provider/bindings does not fit the provider's schema: ${stale.join(", ")}. Run "npm run bindings".`,
    );
    process.exitCode = 1;
  }
} else {
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  console.log(`provider/bindings: ${files.size} files`);
}
