import { connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";
import { variableOptions } from "../stacks/options.js";

export default command({
  name: "run",
  summary: "Run a folder's configuration in a workspace, remotely: upload, queue, follow, confirm",
  details:
    "Uploads the folder without the files that .terraformignore (or else .gitignore) names, and without .git, " +
    ".terraform, node_modules and state files. Ctrl-C cancels the run and waits for its end. With --detach the run is" +
    " only queued. With --follow, Ctrl-C only stops watching.",
  positionals: {
    folder: {
      default: ".",
      describe: "A folder of .tf files, or a cdktf app, whose synthesized stack is uploaded",
    },
  },
  options: {
    workspace: { type: "string", describe: "The workspace: its id, or environment/name" },
    ...connectionOptions,
    var: variableOptions.var,
    stack: { type: "string", repeatable: true, describe: "Which stack of a cdktf app" },
    message: { type: "string", describe: "Message of the run" },
    autoApprove: { type: "boolean", describe: "Apply without asking" },
    dry: {
      type: "boolean",
      describe: "Only plan: apply nothing, neither wait for other runs of the workspace nor block them (R10)",
    },
    destroy: { type: "boolean", describe: "Destroy what the workspace manages" },
    refreshOnly: { type: "boolean", describe: "Only update the state from the real objects" },
    target: { type: "string", repeatable: true, describe: "Only this address (repeatable)" },
    replace: { type: "string", repeatable: true, describe: "Replace this instance (repeatable)" },
    detach: { type: "boolean", describe: "Queue the run and do not wait for it" },
    follow: {
      type: "string",
      describe: "Watch this run (run-...) instead of queueing one",
    },
  },
  examples: [
    ["examples/workloads/build-pipeline --workspace dev/web", "Upload, plan, show the log, ask, apply"],
    [
      ". --workspace ws-v0abc --auto-approve --var seconds=5",
      "Without being asked, with a variable of the run",
    ],
    [". --workspace dev/web --destroy --detach", "Queue a destroy run, come back later"],
    ["--follow run-v0abc", "Come back: its log so far and from then on, its outcome as exit code"],
  ],
  async run(args, context) {
    const { runFolder } = await import("../runs/run-folder.js");
    return runFolder(args, context);
  },
});
