import { resolve } from "node:path";
import { command } from "../shell/command.js";
import { folderPositional, stackOptions, variableOptions } from "../stacks/options.js";

export default command({
  name: "graph",
  summary: "Draw what the resources of a configuration need, in the DOT language",
  details:
    "An arrow leads from an object to one that it depends on. Edges that follow from others are left out.",
  positionals: folderPositional,
  options: { stack: stackOptions.stack, dataDir: stackOptions.dataDir, ...variableOptions },
  examples: [["infra | dot -Tsvg > graph.svg", "As a picture, with Graphviz"]],
  async run(args, context) {
    const { configurationGraph } = await import("../../engine/index.js");
    const { checkDiagnostics } = await import("../stacks/diagnostics.js");
    const { oneStack } = await import("../stacks/locate.js");
    const { variableInputs } = await import("../stacks/options.js");
    const { loadProviders } = await import("../stacks/providers.js");
    const { providers, env } = await loadProviders(context, args);
    const where = { folder: args.folder, stack: args.stack, state: undefined };
    const { dir, workspace } = await oneStack(resolve(context.cwd, args.folder), where, env, context);
    const inputs = variableInputs(args, context);
    const { text, diagnostics } = await configurationGraph({ dir, providers, env, inputs, workspace });
    checkDiagnostics(context.out, diagnostics, "The graph could not be drawn");
    if (context.out.json) context.out.object({ graph: text });
    else context.out.print(text!);
    return undefined;
  },
});
