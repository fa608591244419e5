/** The real programs that the tests hold this project to; `scripts/interop-tools.mjs` builds them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";

const tools = join(import.meta.dirname, "..", "interop", "tools");

export interface Program {
  /** As in `iac-platform`. */
  readonly platform: "opentofu" | "terraform";
  readonly title: "OpenTofu" | "Terraform";
  /** The name of its file. */
  readonly name: "tofu" | "terraform";
  /** The version that its Go module pins. */
  readonly version: string;
  /** Where the environment says, which makes it required, else the one that was built; null when there is none. */
  readonly path: string | null;
}

function program(of: Pick<Program, "platform" | "title" | "name">, module: string, from: string): Program {
  const pinned = new RegExp(`${from} v(\\S+)`).exec(readFileSync(join(tools, module), "utf8"));
  const version = pinned![1]!;
  const built = join(tools, "bin", `${of.name}-${version}`);
  const named = process.env[`SCALR_SANDBOX_${of.name.toUpperCase()}`];
  return { ...of, version, path: named || (existsSync(built) ? built : null) };
}

export const OPENTOFU = program(
  { platform: "opentofu", title: "OpenTofu", name: "tofu" },
  "go.mod",
  "github.com/opentofu/opentofu",
);
export const TERRAFORM = program(
  { platform: "terraform", title: "Terraform", name: "terraform" },
  "terraform/go.mod",
  "github.com/hashicorp/terraform",
);

/** A suite that needs a real program. Without it, its name says what is missing. */
export function describeWith({ path, title, name }: Program, what: string, tests: () => void): void {
  if (path) describe(what, { timeout: 120_000 }, tests);
  else
    describe.skip(
      `${what} (skipped: ${title} is not built; node scripts/interop-tools.mjs ${name} builds it)`,
      tests,
    );
}

/** A suite for each real program. */
export function describeWithEach(
  what: (program: Program) => string,
  tests: (program: Program) => void,
): void {
  for (const each of [OPENTOFU, TERRAFORM]) describeWith(each, what(each), () => tests(each));
}
