// Builds the real OpenTofu, pinned in test/interop/tools/go.mod, for the tests in test/interop. Does nothing when that
// version has been built already. Prints where it is; ends with 2 where there is no Go to build it with.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const tools = join(dirname(fileURLToPath(import.meta.url)), "..", "test", "interop", "tools");
const version = /github\.com\/opentofu\/opentofu v(\S+)/.exec(readFileSync(join(tools, "go.mod"), "utf8"))[1];
const program = join(tools, "bin", `tofu-${version}`);

if (!existsSync(program)) {
  if (spawnSync("go", ["version"]).status !== 0) {
    console.error(
      "There is no Go on this machine (https://go.dev/dl), so the tests with the real OpenTofu are left out.",
    );
    process.exit(2);
  }
  console.error(`Building OpenTofu ${version}; the first time this takes minutes ...`);
  mkdirSync(dirname(program), { recursive: true });
  const built = `${program}.${process.pid}`;
  const args = ["build", "-o", built, "github.com/opentofu/opentofu/cmd/tofu"];
  const done = spawnSync("go", args, { cwd: tools, stdio: ["ignore", 2, 2] });
  if (done.status !== 0) {
    console.error(`OpenTofu ${version} could not be built (go ended with ${done.status}).`);
    process.exit(1);
  }
  renameSync(built, program);
}
console.log(program);
