// Makes a fresh clone ready to run: installs the dependencies when they are missing or older than the lock
// file, and builds when a source file is newer than the last build. Does nothing when nothing is stale.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sources = ["files", "engine", "provider", "simulator", "agent", "fleet", "cli", "scripts/bindings"];

const mtime = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time changes when a file in it is removed or renamed, so it counts too.
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

function run(what, command, args) {
  process.stderr.write(`${what} ...\n`);
  const done = spawnSync(command, args, {
    cwd: root,
    // Standard output belongs to the command that follows (it may be JSON).
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (done.status !== 0) {
    process.stderr.write(`${what} failed: ${command} ${args.join(" ")} (exit code ${done.status})\n`);
    process.exit(done.status ?? 1);
  }
}

const installed = join(root, "node_modules", ".package-lock.json");
if (mtime(installed) < mtime(join(root, "package-lock.json"))) {
  // No dependency needs an install script to work here, so none is run.
  run("Installing dependencies", "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  utimesSync(installed, new Date(), new Date());
}

// A stamp of its own: the compiler's build info also changes when types are only checked.
const stamp = join(root, "dist", ".built");
const built = mtime(stamp);
const changed = Math.max(
  ...sources.map((name) => newest(join(root, name))),
  ...[
    "scripts/bindings.mjs",
    "tsconfig.json",
    "vite.cdk.ts",
    "vite.child.config.ts",
    "vite.commonjs.config.ts",
    "vite.programs.config.ts",
    "vite.provider.config.ts",
  ].map((name) => mtime(join(root, name))),
);
const outputs = ["cli/main.js", "provider/plugin/standalone.mjs", "simulator/console/site/index.html"];
if (built < changed || outputs.some((name) => !existsSync(join(root, "dist", name)))) {
  run("Building", "npm", ["run", "--silent", "build"]);
  writeFileSync(stamp, "");
}
