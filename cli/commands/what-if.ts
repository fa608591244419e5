import { connectionOptions } from "../client/connection.js";
import { type Effect, type Place, sandboxApi } from "../client/sandbox-api.js";
import { labelOf } from "../fleet/levels.js";
import { questionOptions } from "../fleet/options.js";
import { command } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import type { Output } from "../shell/output.js";

export default command({
  name: "what-if",
  summary: "Show which workspaces' runs a change of links or access would move, without making it (R2, R3)",
  details:
    "Give one change or several. They are made in this order: sharing, access, defaults, links, deletions. Name " +
    "pools, environments and workspaces (environment/name), or give their ids; `none` unlinks. If the API would " +
    "refuse a change, the reason is printed and the result is that of the other changes.",
  options: {
    share: { type: "string", repeatable: true, describe: "Share this pool with every environment" },
    access: {
      type: "string",
      repeatable: true,
      describe: "The only environments that may use a pool: private=dev,staging",
    },
    accountDefault: { type: "string", describe: "The account's default pool, or none" },
    environmentDefault: {
      type: "string",
      repeatable: true,
      describe: "An environment's default pool: dev=private, or dev=none",
    },
    link: {
      type: "string",
      repeatable: true,
      describe: "The pool of a workspace: dev/api=private, or dev/api=none",
    },
    deletePool: { type: "string", repeatable: true, describe: "Delete this pool" },
    deleteEnvironment: {
      type: "string",
      repeatable: true,
      describe: "Delete this environment with its workspaces",
    },
    ...questionOptions,
    ...connectionOptions,
  },
  examples: [
    ["--account-default private", "Whose runs would move if this became the account's default"],
    ["--access private=dev --link dev/api=private", "Two changes together"],
    ["--delete-pool private --json", "Whether it can be deleted, for programs"],
  ],
  async run(args, context) {
    const { readChanges } = await import("../fleet/changes.js");
    const { openQuestions } = await import("../fleet/questions.js");
    await using questions = await openQuestions(context, args);
    const { client } = questions;
    const changes = await readChanges(client, args);
    if (changes.length === 0)
      throw usage(
        "What if what? Name a change, such as --account-default private. See: scalr-sandbox what-if --help",
      );
    const body = { changes: changes.map(({ operation }) => operation) };
    const effect = await client.json<Effect>("POST", `${sandboxApi}/what-if`, body);
    const refused = effect.refused.map(({ change, message }) => ({ change: changes[change]!.text, message }));
    if (context.out.json) context.out.object({ ...effect, refused });
    else show(context.out, effect, refused);
    return undefined;
  },
});

const where = ({ pool }: Place) => pool?.name ?? "no pool";

function show(
  out: Output,
  { moves, deleted }: Effect,
  refused: readonly { change: string; message: string }[],
): void {
  for (const { change, message } of refused)
    out.paragraph(out.style("red", `Refused: ${change}. ${message}`));
  if (refused.length > 0) out.print();
  const homeless = moves.filter(({ to }) => to.pool === null).length;
  if (moves.length === 0) out.print("No runs would move.");
  else {
    const nowhere = homeless === 0 ? "" : `, and those of ${homeless} would have no pool`;
    out.paragraph(
      `Runs of ${moves.length} ${moves.length === 1 ? "workspace" : "workspaces"} would move${nowhere}:`,
    );
    out.print();
    out.table(
      ["WORKSPACE", "FROM", "TO", "BECAUSE"],
      moves.map(({ workspace, from, to }) => [labelOf(workspace), where(from), where(to), to.reason]),
    );
  }
  if (deleted.length > 0) {
    out.print();
    out.paragraph(`Deleted with their environment: ${deleted.map(labelOf).join(", ")}`);
  }
}
