// Brings the tables of docs/reference/engine.md up to date with what the tests plan.
import { readFileSync, writeFileSync } from "node:fs";
import { withTables } from "../test/engine/fixtures/support.mjs";

const page = new URL("../docs/reference/engine.md", import.meta.url);
writeFileSync(page, withTables(readFileSync(page, "utf8")));
