// Makes provider/bindings from the provider's own schema. It reads the sources of the provider, so it needs no build.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { generateBindings } from "./bindings/generate.mjs";

const root = join(import.meta.dirname, "..");
const folder = join(root, "provider", "bindings");
const schemas = join(root, "dist", ".schemas");

await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  build: {
    ssr: true,
    outDir: schemas,
    // Another process may be reading the files.
    emptyOutDir: false,
    rolldownOptions: {
      input: { provider: "provider/resources/index.ts", json: "provider/plugin/schema-json.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" },
    },
  },
});
const built = (name) => import(pathToFileURL(join(schemas, `${name}.js`)).href);
const { createScalrProvider, SCALR_PROVIDER_SOURCE } = await built("provider");
const { providerSchemaJson } = await built("json");
const files = generateBindings(
  providerSchemaJson(SCALR_PROVIDER_SOURCE, createScalrProvider().schema),
  SCALR_PROVIDER_SOURCE,
);

// Files that are current stay untouched: a newer one would mean another build.
const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
const wanted = new Map([...files].map(([name, text]) => [join(folder, name), text]));
await Promise.all(paths.filter((path) => !wanted.has(path)).map((path) => rm(path)));
for (const [path, text] of wanted) {
  if ((await readFile(path, "utf8").catch(() => "")) === text) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
