// Writes the reference pages that are made from the simulator's declarations. `npm run docs:api` builds first.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { referenceFiles } = await import(join(root, "dist", "simulator", "api", "reference", "index.js"));

for (const [name, text] of Object.entries(referenceFiles())) {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${name}`);
}
