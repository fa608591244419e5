import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { requireSnapshot } from "../client/snapshots.js";
import { command } from "../shell/command.js";
import { CliError, usage } from "../shell/errors.js";
import { confirm } from "../shell/prompt.js";
import { systemReason } from "../shell/system-errors.js";

export default command({
  name: "reset",
  summary: "Empty the sandbox, or go back to a snapshot or a world; the account and the admin token stay",
  details:
    "With --keep-agents, running agents stay in the pool of the same id or name, if it still exists, without a " +
    "restart. Without --to and --seed they always stay. What they execute is dropped. With --clock, the sandbox's " +
    "clock is set back to this machine's time, or to the snapshot's time if that is later.",
  options: {
    ...connectionOptions,
    to: {
      type: "string",
      describe: "Go back to this snapshot; `seed` is the world that `up --seed` made",
    },
    seed: {
      type: "string",
      describe: "Make the world of this file (YAML or JSON) instead; `seed` is then the snapshot of it",
    },
    keepAgents: { type: "boolean", describe: "Keep the agents, and the tokens of their pools" },
    clock: { type: "boolean", describe: "Set the simulator's clock to this machine's time, too" },
    autoApprove: { type: "boolean", describe: "Do not ask" },
  },
  examples: [
    ["--auto-approve", "Start over without being asked"],
    ["--to seed --auto-approve", "Back to the described world"],
    ["--seed lesson-2.yaml --keep-agents --clock", "On to an edited world, with the agents that run, today"],
  ],
  async run({ dataDir, to, seed, keepAgents, clock, autoApprove }, context) {
    if (to !== undefined && seed !== undefined) throw usage("Give --to or --seed, and not both.");
    const client = connect(context, dataDir);
    const world = seed === undefined ? null : { file: seed, text: await textOf(resolve(context.cwd, seed)) };
    const where = `the simulator at ${client.baseUrl}`;
    const question =
      seed !== undefined
        ? `Replace everything in ${where} by the world of ${seed}?`
        : to === undefined
          ? `Empty ${where}?`
          : `Take ${where} back to the snapshot '${to}'?`;
    if (!autoApprove) {
      if (to !== undefined) await requireSnapshot(client, to);
      await confirm(context, {
        question,
        consequence:
          "Every environment, workspace, pool, run, log and state that is in it now is deleted. There is no undo.",
        declined: "Nothing was deleted.",
      });
    }
    const body = { snapshot: to ?? null, world, "keep-agents": keepAgents, "restart-clock": clock };
    const { now } = await client.json<{ now: string }>("POST", `${sandboxApi}/reset`, body, { timeout: 0 });
    if (context.out.json) {
      context.out.object({ ok: true, now });
      return undefined;
    }
    if (seed !== undefined) context.out.print(`The simulator at ${client.baseUrl} is the world of ${seed}.`);
    else if (to === undefined) context.out.print(`The simulator at ${client.baseUrl} is empty.`);
    else context.out.print(`The simulator at ${client.baseUrl} is as it was in the snapshot '${to}'.`);
    if (clock) context.out.print(`It is now ${now}.`);
    return undefined;
  },
});

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CliError("failure", `The world ${path} cannot be read: ${systemReason(error)}.`);
  }
}
