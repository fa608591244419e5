import { connect, connectionOptions } from "../client/connection.js";
import { type Command, command } from "../shell/command.js";
import { readRun, runId } from "./waiting-runs.js";

/** A command that changes one run. */
interface Decision {
  readonly name: string;
  readonly summary: string;
  readonly details: string;
  readonly action: "apply" | "discard" | "cancel";
  readonly example: string;
}

const options = {
  ...connectionOptions,
  comment: { type: "string", describe: "Reason, shown with the run" },
} as const;

const positionals = { run: { describe: "The run's id (run-...), as `runs list` shows it" } } as const;

/** A command for a decision, which prints what happened to the run. */
export const decision = ({
  name,
  summary,
  details,
  action,
  example,
}: Decision): Command<typeof options, typeof positionals> =>
  command({
    name,
    summary,
    details,
    positionals,
    options,
    examples: [
      ["run-v0abc", example],
      ['run-v0abc --comment "as agreed"', "With a reason"],
    ],
    async run({ run, dataDir, comment }, context) {
      const client = connect(context, dataDir);
      const id = runId(run);
      await client.action(`runs/${id}/actions/${action}`, comment === undefined ? {} : { comment });
      const now = await readRun(client, id);
      if (context.out.json) context.out.object(now);
      else context.out.print(`${id} of ${now.workspace} is ${now.status.replaceAll("_", " ")}.`);
      return undefined;
    },
  });
