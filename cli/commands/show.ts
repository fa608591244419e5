import { resolve } from "node:path";
import { command } from "../shell/command.js";
import { folderOption, stackOptions } from "../stacks/options.js";

export default command({
  name: "show",
  summary: "Show a saved plan, or everything in the state",
  positionals: {
    plan: { optional: true, describe: "A file that plan --out saved; the state when it is absent" },
  },
  options: { ...stackOptions, ...folderOption },
  examples: [
    ["", "Every resource of the state, with its attributes"],
    ["tonight.tfplan", "What that plan would do"],
  ],
  async run(args, context) {
    const { out } = context;
    if (args.plan !== undefined) {
      const { loadProviders } = await import("../stacks/providers.js");
      const { readPlanFile } = await import("../stacks/plan-file.js");
      const { showPlan } = await import("../stacks/plan-stack.js");
      const { providers } = await loadProviders(context, args);
      const { stack, plan } = await readPlanFile(resolve(context.cwd, args.plan), providers);
      showPlan(plan, stack, context);
      return undefined;
    }
    const { renderStateResource } = await import("../../engine/index.js");
    const { stateInstances } = await import("../stacks/instances.js");
    const all = await stateInstances(args, context, undefined);
    if (out.json) out.object(all.map(({ address, instance }) => ({ address, ...instance })));
    else if (all.length === 0) out.print("The state is empty. No resources are represented.");
    else
      out.print(
        all
          .map(({ resource, instance }) => renderStateResource(resource, instance, { colour: out.colour }))
          .join("\n\n"),
      );
    return undefined;
  },
});
