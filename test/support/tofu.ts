/** The real OpenTofu, for the tests that need that one. */
import { describeWith, OPENTOFU } from "./programs.js";

export const TOFU_VERSION = OPENTOFU.version;

/** Where SCALR_SANDBOX_TOFU says, which makes it required, else the one that was built, if it was. */
export const tofu: string | null = OPENTOFU.path;

/** A suite that needs the real OpenTofu. Without it, its name says what is missing. */
export const describeWithTofu = (name: string, tests: () => void): void =>
  describeWith(OPENTOFU, name, tests);
