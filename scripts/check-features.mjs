// Leaves out one feature after the other: in a copy of this clone without its folders and its line, types and kernel tests must pass.
// `npm run check:features`, or with names of features for these alone. The copy shares the node_modules, the bindings and the build of this clone.
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const LIST = "simulator/features.ts";
const SHARED = ["node_modules", "dist", "provider/bindings"];
const KERNEL_TESTS = ["test/pools", "test/runs/rules.test.ts", "test/runs/runs.test.ts"];
const CHECKS = [
  ["types", "node_modules/typescript/bin/tsc", "-p", "tsconfig.test.json"],
  ["kernel tests", "node_modules/vitest/vitest.mjs", "run", "--project", "fast", ...KERNEL_TESTS],
];

const lines = readFileSync(join(root, LIST), "utf8").split("\n");
const isLineOf = (name) => (line) => line.includes(`"./features/${name}/`);

/** The names of the features: each has a folder and one line. */
function featureNames() {
  const names = readdirSync(join(root, "simulator/features"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  for (const name of names) {
    const count = lines.filter(isLineOf(name)).length;
    if (count !== 1) throw new Error(`${LIST} has ${count} lines for feature '${name}'. Give it one.`);
  }
  const given = process.argv.slice(2);
  const unknown = given.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`No folder simulator/features/${unknown[0]}. The features are ${names.join(", ")}.`);
  return given.length > 0 ? given : names;
}

/** Copies the files that git knows, and new ones that it does not ignore. */
function copyTo(folder) {
  const list = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 }).split("\n");
  const isCopied = (file) => file !== "" && !SHARED.includes(file) && existsSync(join(root, file));
  for (const file of files.filter(isCopied)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  for (const shared of SHARED) symlinkSync(join(root, shared), join(folder, shared), "junction");
}

/** Runs the checks without a feature. Returns the name of the check that failed, or undefined. */
function failedWithout(name, folder) {
  const folders = [`simulator/features/${name}`, `test/features/${name}`];
  for (const each of folders) rmSync(join(folder, each), { recursive: true, force: true });
  writeFileSync(join(folder, LIST), lines.filter((line) => !isLineOf(name)(line)).join("\n"));
  const failed = CHECKS.find(([check, ...command]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
      maxBuffer: 2 ** 26,
    });
    if (status !== 0) console.error(`Without feature '${name}', ${check} failed:\n${stdout}${stderr}`);
    return status !== 0;
  });
  for (const each of folders.filter((each) => existsSync(join(root, each))))
    cpSync(join(root, each), join(folder, each), { recursive: true });
  return failed?.[0];
}

const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-features-"));
try {
  const names = featureNames();
  copyTo(folder);
  for (const name of names) {
    const start = performance.now();
    const failed = failedWithout(name, folder);
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    console.log(`without ${name}: ${failed === undefined ? "passed" : `failed (${failed})`}, ${seconds} s`);
    if (failed !== undefined) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
