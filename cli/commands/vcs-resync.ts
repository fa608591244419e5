import { connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "vcs resync",
  summary: "Fetch a workspace's configuration from its repository now, and follow the run",
  details:
    "An agent of the provider's VCS pool fetches the repository (R6), and the command waits for it. The workspace's " +
    "auto-queue-runs decides whether a run is queued.",
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
