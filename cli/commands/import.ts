import { command } from "../shell/command.js";
import { folderOption, stackOptions, variableOptions } from "../stacks/options.js";

export default command({
  name: "import",
  summary: "Import an existing object into the state",
  positionals: {
    address: { describe: "Where the configuration declares it, such as scalr_agent_pool.private" },
    id: { describe: "Its id, such as apool-..." },
  },
  options: { ...stackOptions, ...folderOption, ...variableOptions },
  examples: [
    ["scalr_environment.dev env-v0abc --folder infra", "From now on, plan and apply know that environment"],
  ],
  async run(args, context) {
    const { importResource } = await import("../../engine/index.js");
    const { checkDiagnostics } = await import("../stacks/diagnostics.js");
    const { oneStack } = await import("../stacks/locate.js");
    const { eventPrinter } = await import("../stacks/plan-stack.js");
    const { loadProviders } = await import("../stacks/providers.js");
    const { withState } = await import("../stacks/state-file.js");
    const { variableInputs } = await import("../stacks/options.js");
    const providers = await loadProviders(context, args);
    const stack = await oneStack(args.folder, args, providers.env, context);
    await withState(stack.statePath, "import", async (state) => {
      const request = {
        dir: stack.dir,
        ...providers,
        workspace: stack.workspace,
        inputs: variableInputs(args, context),
        state: state.state,
        signal: context.signal,
        onEvent: eventPrinter(context),
      };
      const outcome = await importResource(request, args.address, args.id);
      checkDiagnostics(context.out, outcome.diagnostics, `${args.address} was not imported`);
      await state.write(outcome.state!);
    });
    if (context.out.json) context.out.object({ type: "imported", address: args.address, id: args.id });
    else context.out.print(`\nImported ${args.address} (${args.id}) into ${stack.statePath}.`);
    return undefined;
  },
});
