import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Json } from "../../provider/client/index.js";
import { connect } from "../client/connection.js";
import { findWorkspace } from "../client/workspaces.js";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import { exitCodes } from "../shell/exit-codes.js";
import { packageFolder } from "./archive.js";
import { follow } from "./follow.js";
import { queue, upload } from "./queue.js";

export interface RunArgs {
  readonly folder: string;
  readonly workspace: string | undefined;
  readonly dataDir: string | undefined;
  readonly var: readonly string[];
  readonly stack: readonly string[];
  readonly message: string | undefined;
  readonly autoApprove: boolean;
  readonly dry: boolean;
  readonly destroy: boolean;
  readonly refreshOnly: boolean;
  readonly target: readonly string[];
  readonly replace: readonly string[];
  readonly detach: boolean;
  /** Id of a run that exists already. */
  readonly follow: string | undefined;
}

/** Uploads a folder as a configuration version, queues a run of it, and follows the run to its end. */
export async function runFolder(args: RunArgs, context: Context): Promise<number> {
  const { out } = context;
  const { dataDir, autoApprove: approve } = args;
  if (args.follow !== undefined)
    return follow(args.follow, { dataDir, approve, ask: false, isOwn: false }, context);
  if (args.workspace === undefined) {
    throw usage("run needs --workspace: the workspace to run in, by its id or as environment/name.");
  }
  if (out.json && !args.autoApprove && !args.dry && !args.detach) {
    throw usage("--json cannot prompt. Add --auto-approve, --dry or --detach.");
  }
  const attributes = runAttributes(args);
  const client = connect(context, args.dataDir);
  const workspace = await findWorkspace(client, args.workspace);
  const { archive, files } = await packageFolder(await folderToUpload(args, context));
  const configuration = await upload(client, workspace.id, archive, args.dry);
  out.say(
    `Uploaded ${files} ${files === 1 ? "file" : "files"} (${Math.ceil(archive.length / 1024)} KiB) to ${workspace.label} as ${configuration}.`,
  );
  const run = await queue(client, { workspace: workspace.id, configuration, attributes });
  if (out.json)
    out.object({ type: "queued", run, workspace: workspace.id, configurationVersion: configuration });
  else out.print(`Queued ${run}.${args.detach ? "" : " Ctrl-C cancels it."}\n`);
  if (args.detach) return exitCodes.ok.code;
  return follow(run, { dataDir, approve, ask: true, isOwn: true }, context);
}

/** A cdktf app is synthesized first: what runs remotely is its stack. */
async function folderToUpload(args: RunArgs, context: Context): Promise<string> {
  const folder = resolve(context.cwd, args.folder);
  if (!existsSync(join(folder, "cdktf.json")) && !existsSync(join(folder, "manifest.json"))) return folder;
  const { oneStack } = await import("../stacks/locate.js");
  return (await oneStack(folder, { stack: args.stack, state: undefined }, context.env, context)).dir;
}

function runAttributes(args: RunArgs): Record<string, Json> {
  return {
    message: args.message ?? "Queued from the command line",
    source: "cli",
    "is-dry": args.dry,
    "is-destroy": args.destroy,
    "refresh-only": args.refreshOnly,
    "target-addrs": [...args.target],
    "replace-addrs": [...args.replace],
    variables: args.var.map(variable),
  };
}

function variable(text: string): Json {
  const at = text.indexOf("=");
  if (at < 1) throw usage(`--var "${text}" is not name=value.`);
  return { key: text.slice(0, at).trim(), value: text.slice(at + 1) };
}
