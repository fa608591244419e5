import { effectOptions } from "../fleet/options.js";
import { command } from "../shell/command.js";
import { destroyOptions, folderPositional, hostOption, planOptions } from "../stacks/options.js";

export default command({
  name: "apply",
  summary: "Plan, ask, and apply exactly that plan",
  details:
    "The state is terraform.tfstate beside .tf files, and terraform.<stack>.tfstate beside cdktf.json. Given a file, " +
    "it applies the plan that `plan --out` saved, without asking. In a GitHub Actions job (GITHUB_ACTIONS, " +
    "GITHUB_STEP_SUMMARY), failures become annotations, and the changes are added to the job's summary.",
  positionals: folderPositional,
  options: {
    ...planOptions,
    ...destroyOptions,
    ...effectOptions,
    ...hostOption,
    destroy: { type: "boolean", describe: "Destroy everything, like `destroy`" },
    autoApprove: { type: "boolean", describe: "Do not ask" },
  },
  examples: [
    ["examples/quickstart", "Synthesize the cdktf app in that folder and apply its stacks"],
    ["infra --stack network --auto-approve", "One stack of several, without being asked"],
    ["tonight.tfplan", "Apply a saved plan"],
    ["--auto-approve --host example.scalr.io", "Change an account of scalr.io without being asked"],
  ],
  async run(args, context) {
    const { modeOf } = await import("../stacks/plan-stack.js");
    const { changeStacks } = await import("../stacks/change-stacks.js");
    await changeStacks(args, modeOf(args), context);
    return undefined;
  },
});
