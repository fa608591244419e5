import { resolve } from "node:path";
import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "snapshot export",
  summary: "Export everything to one file",
  details:
    "The file is gzipped lines of JSON. It contains tokens as hashes, so tokens in use stay valid, and sensitive " +
    "variables in plain text: keep it secret.",
  positionals: { file: { describe: "The file to write" } },
  options: connectionOptions,
  examples: [["world.sandbox.gz", "The whole sandbox in one file"]],
  async run({ file, dataDir }, context) {
    const { writeStream } = await import("../client/state-transfer.js");
    const client = connect(context, dataDir);
    const path = resolve(context.cwd, file);
    const bytes = await writeStream(path, await client.stream(`${sandboxApi}/state`));
    if (context.out.json) context.out.object({ file: path, bytes });
    else context.out.print(`Everything is in ${path} (${bytes} bytes).`);
    return undefined;
  },
});
