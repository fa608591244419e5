/** The real programs that the tests hold this project to; `scripts/interop-tools.mjs` builds them. */
import { existsSync } from "node:fs";
import { describe } from "vitest";
import { PROGRAMS } from "../interop/tools/programs.mjs";

type Built = (typeof PROGRAMS)[keyof typeof PROGRAMS];

/** `path`: where the environment says, which makes it required, else the one that was built; null when there is none. */
export type Program = Built & { readonly path: string | null };

function program(of: Built): Program {
  const named = process.env[`SCALR_SANDBOX_${of.name.toUpperCase()}`];
  return { ...of, path: named || (existsSync(of.built) ? of.built : null) };
}

export const OPENTOFU = program(PROGRAMS.tofu);
export const TERRAFORM = program(PROGRAMS.terraform);
export const OPA = program(PROGRAMS.opa);

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
