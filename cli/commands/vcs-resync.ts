import { connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "vcs resync",
  summary: "Have a workspace's configuration fetched from its repository now, and follow the run",
  details:
    "The fetch is a task for an agent of the provider's VCS pool (R6), and is waited for. Whether it queues a run is for " +
    "the workspace's auto-queue-runs to say.",
  positionals: { workspace: { describe: "The workspace: its id, or environment/name" } },
  options: {
    ...connectionOptions,
    autoApprove: { type: "boolean", describe: "Apply without asking" },
    detach: { type: "boolean", describe: "Queue the fetch and do not wait for it" },
  },
  examples: [
    ["dev/app", "What is on its branch now: fetch, plan, show the log, ask, apply"],
    ["dev/app --detach", "Only queue the fetch"],
  ],
  async run(args, context) {
    const { resync } = await import("../runs/resync.js");
    return resync(args, context);
  },
});
