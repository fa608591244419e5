// Runs every test that tries things at random from a fresh seed, and prints it first: `npm test` always tries the same. `npm run test:seed -- 7`
// takes that seed, and arguments after a further `--` go to vitest.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const given = process.argv.slice(2);
const split = given.includes("--") ? given.indexOf("--") : given.length;
const seed = split > 0 ? given[0] : String(Date.now() % 1_000_000_000);
if (!/^\d{1,9}$/.test(seed)) {
  console.error(`"${seed}" is not a seed. Give a whole number from 0 to 999999999.`);
  process.exit(2);
}

/** They have a command of their own. */
const OTHERS = /^test\/(?:interop|conformance|bench|docs\/pages)\//;

/** Test files that draw from the seed themselves, or through a file beside them. */
const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
  .map((name) => `test/${name.replaceAll("\\", "/")}`)
  .filter((path) => path.endsWith(".test.ts") && !OTHERS.test(path))
  .filter((path) => /"fast-check"|\/support\/seed\.js"/.test(readFileSync(join(root, path), "utf8")));
if (files.length === 0) {
  console.error("No test draws from the seed.");
  process.exit(1);
}

console.log(`Seed ${seed}: ${files.length} files. To repeat: npm run test:seed -- ${seed}`);
const done = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", ...files, ...given.slice(split + 1)],
  { cwd: root, env: { ...process.env, SEED: seed }, stdio: "inherit" },
);
if (done.status !== 0) console.log(`Seed ${seed} failed. To repeat: npm run test:seed -- ${seed}`);
process.exitCode = done.status ?? 1;
