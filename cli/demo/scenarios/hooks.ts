import { failAndHang } from "../acts/hooks/failures.js";
import { runInOrder } from "../acts/hooks/order.js";
import { openRegistry } from "../acts/hooks/registry.js";
import { needGit } from "../stage/private-git.js";
import type { Scenario } from "./scenario.js";

/** Hooks of the registry: scripts from Git that an environment's runs execute. */
const hooks: Scenario = {
  title: "Hooks of the registry",
  rules: [],
  checks: {
    order:
      "Hooks of the registry run before and after each phase, before the workspace's own; the log names their commit.",
    push: "A push to the branch of a hook is what the next run executes.",
    failure:
      "A hook that fails ends the run where it stands, and the run says which hook, from which commit.",
    missing: "A script that is not in the commit ends runs before any agent has them, and is explained.",
    hang: "A hook that hangs ends with its whole process group when the run is canceled, and delays nobody else.",
  },
  async play(stage) {
    const { progress } = stage;
    needGit();
    progress.begin("A private repository of hooks, and an agent that executes runs");
    const registry = await openRegistry(stage);
    progress.begin("A run and its hooks");
    await runInOrder(stage, registry);
    progress.begin("Hooks that fail, are gone, or hang");
    await failAndHang(stage, registry);
  },
};

export default hooks;
