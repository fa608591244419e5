import { resolve } from "node:path";
import { effectOptions } from "../fleet/options.js";
import { command } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import { embedded, folderPositional, planOptions } from "../stacks/options.js";

/** The exit code of `--detailed-exitcode` if there are changes, as in tofu. */
const changes = 2;

export default command({
  name: "plan",
  summary: "Show what apply would do",
  positionals: folderPositional,
  options: {
    ...planOptions,
    ...effectOptions,
    destroy: { type: "boolean", describe: "Plan to destroy everything" },
    out: { type: "string", describe: "Save the plan to this file, for apply" },
    detailedExitcode: {
      type: "boolean",
      describe: "Exit with 0 for no changes, 1 for an error, 2 for changes",
    },
  },
  examples: [
    ["examples/quickstart", "Synthesize the cdktf app in that folder, plan its stacks"],
    ["--var region=eu --out tonight.tfplan", "Plan the .tf files here, and save the plan"],
    [
      "--fail-if-moves 'production/*'",
      "For CI: exit code 9 when runs of production would move to another pool",
    ],
    ["--detailed-exitcode", "For scripts: exit code 2 when something would change"],
  ],
  async run(args, context) {
    const { locateStacks } = await import("../stacks/locate.js");
    const { modeOf, nameTeller, parallelismOf, planStack } = await import("../stacks/plan-stack.js");
    const { loadProviders } = await import("../stacks/providers.js");
    const { withState } = await import("../stacks/state-file.js");
    const { checkGuard } = await import("../fleet/effect/guard.js");
    const { tellEffect } = await import("../stacks/plan-effect.js");
    const mode = modeOf(args);
    checkGuard(args);
    parallelismOf(args.parallelism);
    const providers = await loadProviders(context, args);
    const stacks = await locateStacks(resolve(context.cwd, args.folder), {
      ...context,
      env: providers.env,
      only: args.stack,
      statePath: args.state,
    });
    if (args.out !== undefined && stacks.length > 1) {
      throw usage(
        `--out takes the plan of one stack, and there are ${stacks.length}. Choose one with --stack.`,
      );
    }
    if (args.engine !== embedded) {
      const { planElsewhere } = await import("../stacks/plan-elsewhere.js");
      return planElsewhere(stacks, mode, args, providers, context);
    }
    let hasChanges = false;
    for (const stack of stacks) {
      if (stacks.length > 1) context.out.say(context.out.style("bold", `\nStack ${stack.name}`));
      await withState(stack.statePath, "OperationTypePlan", async (state) => {
        const given = [stack, state.state, mode, args, providers, context] as const;
        const plan = await planStack(...given);
        hasChanges ||= plan.hasChanges;
        await tellEffect(plan, stack, args, context, nameTeller(plan, ...given));
        if (args.out === undefined) return;
        const { writePlanFile } = await import("../stacks/plan-file.js");
        await writePlanFile(resolve(context.cwd, args.out), stack, plan);
        context.out.say(
          `\nSaved the plan to: ${args.out}\n\nTo perform exactly these actions, run:\n    scalr-sandbox apply ${args.out}`,
        );
      });
    }
    return args.detailedExitcode && hasChanges ? changes : 0;
  },
});
