import { resolve } from "node:path";
import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { type JunitCase, junitOption, writeJunit } from "../shell/junit.js";
import { folderPositional, stackOptions } from "../stacks/options.js";

export default command({
  name: "validate",
  summary: "Check a configuration without contacting any server",
  positionals: folderPositional,
  options: { stack: stackOptions.stack, dataDir: stackOptions.dataDir, ...junitOption },
  examples: [
    ["examples/quickstart", "Synthesize the cdktf app in that folder, check its stacks"],
    ["--junit validate.xml", "A report that CI systems show: a test for each stack"],
  ],
  async run(args, context) {
    const { renderDiagnostic, validateConfiguration } = await import("../../engine/index.js");
    const { annotateDiagnostics } = await import("../shell/github.js");
    const { advisedBy, showDiagnostics } = await import("../stacks/diagnostics.js");
    const { locateStacks } = await import("../stacks/locate.js");
    const { loadProviders } = await import("../stacks/providers.js");
    const { providers, env } = await loadProviders(context, args);
    const folder = resolve(context.cwd, args.folder);
    const stacks = await locateStacks(folder, { ...context, env, only: args.stack });
    const began = performance.now();
    const cases: JunitCase[] = [];
    let errors = 0;
    for (const { dir, name } of stacks) {
      const diagnostics = await validateConfiguration({ dir, providers });
      annotateDiagnostics(diagnostics, dir, context);
      showDiagnostics(context.out, diagnostics);
      const wrong = diagnostics.filter(({ severity }) => severity === "error");
      errors += wrong.length;
      const told = wrong.map((each) => renderDiagnostic(advisedBy(context.out, each), { colour: false }));
      cases.push({
        classname: "validate",
        name,
        outcome: wrong.length > 0 ? "failed" : "passed",
        told: [...wrong.slice(0, 1).map(({ summary }) => summary), ...told].join("\n"),
      });
    }
    const seconds = Math.round(performance.now() - began) / 1000;
    writeJunit(args.junit, { name: "scalr-sandbox validate", seconds, cases }, context);
    if (errors > 0) throw new CliError("failure", "The configuration is not valid.", { errors });
    if (context.out.json) context.out.object({ valid: true });
    else context.out.print("Success! The configuration is valid.");
    return undefined;
  },
});
