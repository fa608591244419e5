import { resolve } from "node:path";
import { connect, connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";
import { confirm } from "../shell/prompt.js";

export default command({
  name: "snapshot import",
  summary: "Replace everything with an exported file",
  details:
    "The file must come from the same account; start the sandbox with --account-id otherwise. The whole file is " +
    "checked before anything changes.",
  positionals: { file: { describe: "What `snapshot export` wrote" } },
  options: {
    ...connectionOptions,
    autoApprove: { type: "boolean", describe: "Do not ask" },
  },
  examples: [["world.sandbox.gz --auto-approve", "That sandbox, here"]],
  async run({ file, dataDir, autoApprove }, context) {
    const { readState, uploadState } = await import("../client/state-transfer.js");
    const client = connect(context, dataDir);
    const state = await readState(resolve(context.cwd, file));
    if (!autoApprove) {
      await confirm(context, {
        question: `Replace everything in the simulator at ${client.baseUrl} with ${file}?`,
        consequence: "Everything that is there now is deleted. Save a snapshot first if it is to be kept.",
        declined: "Nothing was changed.",
      });
    }
    const answer = await uploadState(client, state);
    if (context.out.json) context.out.object(answer);
    else context.out.print(`Everything is as it was at ${answer.at} (${answer.objects} objects).`);
    return undefined;
  },
});
