import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { folderOption, stackOptions } from "../stacks/options.js";

export default command({
  name: "state show",
  summary: "Show one resource instance in the state",
  positionals: { address: { describe: "Its address, such as null_resource.test or scalr_workspace.api[0]" } },
  options: { ...stackOptions, ...folderOption },
  examples: [["scalr_agent_pool.private --folder examples/quickstart", "Every attribute of a pool"]],
  async run(args, context) {
    const { stateInstances } = await import("../stacks/instances.js");
    const { renderStateResource } = await import("../../engine/index.js");
    const [found, ...others] = await stateInstances(args, context, args.address);
    if (found === undefined) {
      throw new CliError("failure", `The state has no "${args.address}". See: scalr-sandbox state list`);
    }
    if (others.length > 0) {
      const names = [found, ...others].map(({ address }) => address).join(", ");
      throw new CliError(
        "failure",
        `"${args.address}" has ${others.length + 1} instances: ${names}. Name one.`,
      );
    }
    if (context.out.json) context.out.object({ address: found.address, ...found.instance });
    else
      context.out.print(renderStateResource(found.resource, found.instance, { colour: context.out.colour }));
    return undefined;
  },
});
