/** The real OpenTofu, for the tests that hold this project to it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";

const tools = join(import.meta.dirname, "..", "interop", "tools");

/** The version that `test/interop/tools/go.mod` pins. */
export const TOFU_VERSION = /github\.com\/opentofu\/opentofu v(\S+)/.exec(
  readFileSync(join(tools, "go.mod"), "utf8"),
)![1]!;

const built = join(tools, "bin", `tofu-${TOFU_VERSION}`);

/** Where SCALR_SANDBOX_TOFU says, which makes it required, else the one that was built, if it was. */
export const tofu: string | null = process.env.SCALR_SANDBOX_TOFU || (existsSync(built) ? built : null);

/** A suite that needs the real OpenTofu. Without it, its name says what is missing. */
export function describeWithTofu(name: string, tests: () => void): void {
  if (tofu) describe(name, { timeout: 120_000 }, tests);
  else
    describe.skip(
      `${name} (skipped: OpenTofu is not built; node scripts/interop-tools.mjs builds it)`,
      tests,
    );
}
