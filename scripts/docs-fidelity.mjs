// Writes the reference page of what is known of scalr.io (`npm run docs:fidelity`).
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fidelityPage } from "./fidelity/page.mjs";

const name = join("docs", "reference", "fidelity.md");
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), "..", name), fidelityPage());
console.log(`wrote ${name}`);
