// What both executables do first. Plain JavaScript that every Node can read, so that an old one gets a sentence instead of a SyntaxError.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);

/** Whether version `actual` ("20.19.0") is at least `needed` ("20.19.0"). */
function isAtLeast(actual, needed) {
  const a = actual.split(".").map(Number);
  const b = needed.split(".").map(Number);
  for (let at = 0; at < 3; at++) if (a[at] !== b[at]) return a[at] > b[at];
  return true;
}

/** Starts a built program of this package; `name` is what people type, for messages. */
export async function start(name, program) {
  const { engines } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  const needed = engines.node.replace(/^>=/, "");
  if (!isAtLeast(process.versions.node, needed)) {
    process.stderr.write(
      `Error: ${name} needs Node ${needed} or newer; this is Node ${process.versions.node}.\n`,
    );
    process.stderr.write("Install a newer one from https://nodejs.org, or with nvm: `nvm install --lts`.\n");
    process.exit(1);
  }
  const file = new URL(program, root);
  if (!existsSync(file)) build(name);
  // Node 22.8 and newer keep compiled code between starts; Node 20 has no such function.
  module.enableCompileCache?.();
  await import(file.href);
}

/** A clone is built when it is first used. An installed package has everything, and no script to build with. */
function build(name) {
  const ready = new URL("scripts/ready.mjs", root);
  if (!existsSync(ready)) {
    process.stderr.write(`Error: ${name} is not installed completely. Install the package again.\n`);
    process.exit(1);
  }
  const { status } = spawnSync(process.execPath, [fileURLToPath(ready)], { stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
