// Writes simulator/platform/contract/tables.ts from simulator/platform/contract/scalr-api.json (`npm run contract`): code reads the
// contract as a module, so that the built package needs no file beside it.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { contractModule } from "./contract/generate.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "simulator", "platform", "contract");
const contract = JSON.parse(readFileSync(join(folder, "scalr-api.json"), "utf8"));
writeFileSync(join(folder, "tables.ts"), contractModule(contract));
console.log("wrote simulator/platform/contract/tables.ts");
