/** The real tofu does with the sessions of `test/cli/workspaces.ts` and `state-commands.ts` what they say. */
import { spawn } from "node:child_process";
import { it } from "vitest";
import { follow, type Program } from "../cli/sessions.js";
import { stateSessions } from "../cli/state-commands.js";
import { cleanEnvironment, ranOf } from "../cli/support.js";
import { sessions } from "../cli/workspaces.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

const run: Program = (args, cwd, env) => {
  // Flags come before the names.
  const sorted = [...args].sort((a, b) => rank(a) - rank(b));
  return ranOf(
    spawn(tofu!, sorted, {
      cwd,
      env: { ...cleanEnvironment(), CHECKPOINT_DISABLE: "1", TF_CLI_ARGS: "-no-color", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
};

const COMMANDS =
  "workspace list show new select delete state rm mv apply plan output init taint untaint refresh validate".split(
    " ",
  );
const rank = (arg: string): number => (COMMANDS.includes(arg) ? 0 : arg.startsWith("-") ? 1 : 2);

describeWithTofu("sessions", () => {
  it.each([...sessions, ...stateSessions])("$what", (session) =>
    follow(session, run, async (cwd) => {
      await run(["init"], cwd, {});
    }),
  );
});
