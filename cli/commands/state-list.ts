import { command } from "../shell/command.js";
import { folderOption, stackOptions } from "../stacks/options.js";

export default command({
  name: "state list",
  summary: "List the addresses in the state",
  positionals: { address: { optional: true, describe: "Only this resource, instance or module" } },
  options: { ...stackOptions, ...folderOption },
  examples: [
    ["", "Every resource instance"],
    ["--folder examples/quickstart", "Of a cdktf app"],
    ["null_resource.test", "The instances of one resource"],
  ],
  async run(args, context) {
    const { stateInstances } = await import("../stacks/instances.js");
    const found = await stateInstances(args, context, args.address);
    const addresses = found.map(({ address }) => address);
    if (context.out.json) context.out.object(addresses);
    else for (const address of addresses) context.out.print(address);
    return undefined;
  },
});
