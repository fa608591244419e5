import { resolve } from "node:path";
import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { folderPositional, stackOptions } from "../stacks/options.js";

export default command({
  name: "validate",
  summary: "Check a configuration without contacting any server",
  positionals: folderPositional,
  options: { stack: stackOptions.stack, dataDir: stackOptions.dataDir },
  examples: [["examples/quickstart", "Synthesize the cdktf app in that folder, check its stacks"]],
  async run(args, context) {
    const { validateConfiguration } = await import("../../engine/index.js");
    const { annotateDiagnostics } = await import("../shell/github.js");
    const { showDiagnostics } = await import("../stacks/diagnostics.js");
    const { locateStacks } = await import("../stacks/locate.js");
    const { loadProviders } = await import("../stacks/providers.js");
    const { providers, env } = await loadProviders(context, args.dataDir);
    const folder = resolve(context.cwd, args.folder);
    const stacks = await locateStacks(folder, { ...context, env, only: args.stack });
    let errors = 0;
    for (const { dir } of stacks) {
      const diagnostics = await validateConfiguration({ dir, providers });
      annotateDiagnostics(diagnostics, dir, context);
      showDiagnostics(context.out, diagnostics);
      errors += diagnostics.filter(({ severity }) => severity === "error").length;
    }
    if (errors > 0) throw new CliError("failure", "The configuration is not valid.", { errors });
    if (context.out.json) context.out.object({ valid: true });
    else context.out.print("Success! The configuration is valid.");
    return undefined;
  },
});
