import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ScalrClient } from "../../provider/client/index.js";
import { clientOf, connection, connectionOptions, serverFile } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

/** Milliseconds that a sandbox may take to stop: agents of the runners finish their output. */
const PATIENCE = 30_000;
/** Milliseconds between two checks. */
const LOOK = 50;

export default command({
  name: "down",
  summary: "Stop the sandbox of this folder, as Ctrl-C does in its terminal",
  details: "Its data folder stays for the next `up`. Needs the admin token.",
  options: connectionOptions,
  examples: [
    ["", "Stop the sandbox that runs from this folder, or from one above"],
    ["--data-dir lesson", "Stop the one whose data folder is lesson"],
  ],
  async run({ dataDir }, context) {
    const target = connection(context, dataDir);
    const { url, dataDir: folder } = target;
    const client = clientOf(target, { signal: context.signal });
    await client.json("POST", `${sandboxApi}/stop`);
    const deadline = performance.now() + PATIENCE;
    while (await isUp(client, folder)) {
      if (performance.now() > deadline)
        throw new CliError(
          "failure",
          `The sandbox at ${url} was asked to stop and still answers after 30 seconds.`,
        );
      await sleep(LOOK, undefined, { signal: context.signal });
    }
    if (context.out.json) context.out.object({ stopped: url });
    else context.out.print(`The sandbox at ${url} has stopped.`);
    return undefined;
  },
});

/** Whether it still answers, or still has its data folder. */
async function isUp(client: ScalrClient, folder: string | undefined): Promise<boolean> {
  if (folder !== undefined && existsSync(join(folder, serverFile))) return true;
  return client.json("GET", `${sandboxApi}/health`).then(
    () => true,
    () => false,
  );
}
