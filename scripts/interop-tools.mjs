// Builds the real programs and providers that test/interop holds this project to, pinned in Go modules; `interop-tools.mjs tofu`
// one of them. Does nothing when that version has been built already. Prints where they are; ends with 2 where there is no Go to
// build with.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { PROGRAMS, PROVIDERS } from "../test/interop/tools/programs.mjs";

const ALL = { ...PROGRAMS, ...PROVIDERS };
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(ALL);
for (const name of names) console.log(build(name));

function build(name) {
  if (!Object.hasOwn(ALL, name)) {
    console.error(`There is no ${name} to build. There are: ${Object.keys(ALL).join(", ")}.`);
    process.exit(2);
  }
  const { title, version, folder, source, built: program } = ALL[name];
  if (existsSync(program)) return program;
  if (spawnSync("go", ["version"]).status !== 0) {
    console.error(
      `There is no Go on this machine (https://go.dev/dl), so the tests with the real ${title} are left out.`,
    );
    process.exit(2);
  }
  console.error(`Building ${title} ${version}; the first time this takes minutes ...`);
  mkdirSync(dirname(program), { recursive: true });
  const built = `${program}.${process.pid}`;
  const done = spawnSync("go", ["build", "-o", built, source], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
  });
  if (done.status !== 0) {
    console.error(`${title} ${version} could not be built (go ended with ${done.status}).`);
    process.exit(1);
  }
  renameSync(built, program);
  return program;
}
